package org.healthhut.kiosk.visit;

import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.clinical.Symptom;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** Something that happened, and when. */
public sealed interface VisitEvent {
  Moment at();

  /** A person touched the screen. */
  sealed interface Touch extends VisitEvent {}

  /** 开始测量. */
  record Begin(Moment at) implements Touch {}

  /** 不登记,先测. */
  record AsGuest(Moment at) implements Touch {}

  /** A key of the keypad: a digit or X. */
  record Key(Moment at, char key) implements Touch {
    @Override
    public String toString() {
      return "Key[hidden]";
    }
  }

  /** Takes the last character back. */
  record Erase(Moment at) implements Touch {}

  record Clear(Moment at) implements Touch {}

  /** What was typed is the number. */
  record Confirm(Moment at) implements Touch {}

  /** Away from here: back, 结束, 完成. */
  record End(Moment at) implements Touch {}

  /** 还在. */
  record Stay(Moment at) implements Touch {}

  /** 是我, 同意, 休息满了. What is asked is the stage's. */
  record Yes(Moment at) implements Touch {}

  /** 不是我, 不同意, 还没有. */
  record No(Moment at) implements Touch {}

  /** Once more: 再测一次, 重测. */
  record Again(Moment at) implements Touch {}

  /** On with something else: 测别的项目. */
  record GoOn(Moment at) implements Touch {}

  /** The keypad. */
  record ToType(Moment at) implements Touch {}

  /** The scanner. */
  record ToScan(Moment at) implements Touch {}

  /** From keypad or scanner back to all ways to say who one is. */
  record Back(Moment at) implements Touch {}

  /** Measure this. */
  record Choose(Moment at, Category kind) implements Touch {}

  /** 我已经休息过了. */
  record SkipRest(Moment at) implements Touch {}

  /** The cuff may inflate. */
  record Start(Moment at) implements Touch {}

  /** 停止并放气. Never refused and never late. */
  record Stop(Moment at) implements Touch {}

  record Ate(Moment at, MealContext meal) implements Touch {}

  /** 我不舒服. */
  record Unwell(Moment at) implements Touch {}

  /** Ticks a symptom, or takes the tick back. */
  record Feels(Moment at, Symptom symptom) implements Touch {}

  /** The symptoms are told. */
  record Told(Moment at) implements Touch {}

  /** There is no symptom. */
  record NoSymptom(Moment at) implements Touch {}

  /** 听结果. */
  record Listen(Moment at) implements Touch {}

  /** 带走结果. */
  record TakeAway(Moment at) implements Touch {}

  /** 打印小票. */
  record Print(Moment at) implements Touch {}

  /** 请医生联系我. */
  record AskContact(Moment at) implements Touch {}

  /** 呼叫工作人员. */
  record CallStaff(Moment at) implements Touch {}

  /** How the screen is to be; null for what stays. */
  record Prefer(
      Moment at,
      Comfort.@Nullable Language language,
      @Nullable Boolean large,
      @Nullable Integer volume)
      implements Touch {
    Comfort over(Comfort before) {
      return new Comfort(
          language == null ? before.language() : language,
          large == null ? before.large() : large,
          volume == null ? before.volume() : volume);
    }
  }

  /**
   * A device said something.
   *
   * @param model the catalogue's id of its model
   */
  record Heard(Moment at, String device, String model, DeviceEvent event) implements VisitEvent {}

  /**
   * The presence switch saw somebody come, or everybody leave. It cannot tell one person from the
   * next.
   */
  record Presence(Moment at, boolean occupied) implements VisitEvent {}

  /** A record is durable. */
  record Saved(Moment at, Receipt receipt, long seq) implements VisitEvent {}

  /** A record could not be made durable. */
  record NotSaved(Moment at, Receipt receipt) implements VisitEvent {}

  /** The district has committed everything up to {@code through}. */
  record Acknowledged(Moment at, long through) implements VisitEvent {}

  /**
   * The district has answered who somebody is.
   *
   * @param token the question's
   */
  record Answered(Moment at, String token, Known known) implements VisitEvent {
    @Override
    public String toString() {
      return "Answered[hidden]";
    }
  }

  /** What became of a slip. */
  record Printed(Moment at, Stage.Printing outcome) implements VisitEvent {}

  /** Time has passed. */
  record Tick(Moment at) implements VisitEvent {}

  /** The agent is about to stop. */
  record Stopping(Moment at) implements VisitEvent {}
}
