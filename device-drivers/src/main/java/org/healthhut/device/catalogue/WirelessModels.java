package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Check;
import org.healthhut.device.Model.ClockSetting;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.gatt.GattDevice;
import org.healthhut.device.ieee11073.HdpDevice;
import org.healthhut.vital.Metric;

/** What speaks Bluetooth or IEEE 11073. Their links are not built yet. */
final class WirelessModels {
  private static final String NO_LINK = "no Bluetooth link carries it yet";

  static final List<Model> ALL =
      List.of(
          gatt(
                  "ble-blood-pressure",
                  "低功耗蓝牙血压计",
                  "Bluetooth LE blood pressure monitor",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE)
              .talk(Talk.PUSH)
              .tells(Check.IDENTITY, Check.CLOCK)
              .experimental(NO_LINK)
              .driver(() -> GattDevice.bloodPressure(DEVICE_ZONE)),
          gatt(
                  "ble-blood-pressure-beurer",
                  "博雅 BM59 / BM85 蓝牙血压计",
                  "Beurer BM59 or BM85 blood pressure monitor (Bluetooth LE)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .talk(Talk.PUSH)
              .tells(Check.IDENTITY, Check.CLOCK)
              .experimental("which models swap the bytes of pulse and status; " + NO_LINK)
              .note("only for models that send pulse and status high byte first")
              .driver(() -> GattDevice.bloodPressureBeurer(DEVICE_ZONE)),
          gatt("ble-glucose", "低功耗蓝牙血糖仪", "Bluetooth LE glucose meter", Category.GLUCOSE)
              .measures(Metric.GLUCOSE)
              .talk(Talk.POLL)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("the fields of the meal context; " + NO_LINK)
              .driver(() -> GattDevice.glucose(DEVICE_ZONE)),
          gatt("ble-weight", "低功耗蓝牙体重秤", "Bluetooth LE scale", Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .talk(Talk.PUSH)
              .tells(Check.IDENTITY, Check.CLOCK)
              .experimental(NO_LINK)
              .note("BMI, height and body composition are not read")
              .quickest(WeightModels.STEPPED_ON)
              .driver(() -> GattDevice.weight(DEVICE_ZONE)),
          gatt("ble-oximeter", "低功耗蓝牙血氧仪", "Bluetooth LE pulse oximeter", Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .talk(Talk.PUSH)
              .tells(Check.IDENTITY, Check.CLOCK)
              .experimental("the status bits, on which the sources disagree; " + NO_LINK)
              .note("only spot-check measurements become readings, continuous values are shown")
              .driver(() -> GattDevice.oximeter(DEVICE_ZONE)),
          gatt("ble-thermometer", "低功耗蓝牙体温计", "Bluetooth LE thermometer", Category.THERMOMETER)
              .measures(Metric.TEMPERATURE)
              .talk(Talk.PUSH)
              .tells(Check.IDENTITY, Check.CLOCK)
              .experimental(NO_LINK)
              .driver(() -> GattDevice.thermometer(DEVICE_ZONE)),
          hdp(
                  "hdp-blood-pressure",
                  "IEEE 11073 血压计",
                  "IEEE 11073 blood pressure monitor, as A&D UA-767PBT-C",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE)
              .driver(() -> HdpDevice.bloodPressure(DEVICE_ZONE)),
          hdp(
                  "hdp-weight",
                  "IEEE 11073 体重秤",
                  "IEEE 11073 scale, as A&D UC-321PBT-C",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .note("BMI and height are not read")
              .quickest(WeightModels.STEPPED_ON)
              .driver(() -> HdpDevice.weight(DEVICE_ZONE)),
          hdp(
                  "hdp-oximeter",
                  "IEEE 11073 血氧仪",
                  "IEEE 11073 pulse oximeter, as Nonin 9560",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .driver(() -> HdpDevice.oximeter(DEVICE_ZONE)));

  private WirelessModels() {}

  private static Model.Builder hdp(
      String id, String chineseName, String englishName, Category category) {
    return Model.of(id, chineseName, englishName, category)
        .transport(Transport.HDP)
        .talk(Talk.PUSH)
        .tells(Check.IDENTITY, Check.DRY_RUN)
        .experimental("how a device sends a configuration of its own; " + NO_LINK);
  }

  private static Model.Builder gatt(
      String id, String chineseName, String englishName, Category category) {
    return Model.of(id, chineseName, englishName, category)
        .transport(Transport.GATT)
        .clock(ClockSetting.WHEN_OPENED);
  }
}
