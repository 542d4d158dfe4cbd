package org.healthhut.district.record;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What could not be accepted, and why; never what it holds. */
@Repository
class Quarantine {
  private final JdbcClient jdbc;

  Quarantine(DataSource database) {
    this.jdbc = JdbcClient.create(database);
  }

  /**
   * One thing set aside.
   *
   * @param seq null for a message that was no batch
   */
  record Row(
      String kiosk, @Nullable String epoch, @Nullable Long seq, String why, int bytes, Instant at) {

    /** The reason in Chinese; ingest's own words stand beside it. */
    public String whyWords() {
      return REASONS.stream()
          .filter(reason -> why.contains(reason.part()))
          .map(Reason::words)
          .findFirst()
          .orElse("其他原因");
    }
  }

  /** How ingest's words, or a part of them, are said in Chinese. */
  private record Reason(String part, String words) {}

  /** The first that fits counts. */
  private static final List<Reason> REASONS =
      List.of(
          new Reason("no batch", "不是一批记录"),
          new Reason("another kiosk's batch", "小屋与主题不符"),
          new Reason("belongs to no visit", "不属于任何一次到访"),
          new Reason("the identity does not open", "身份信息打不开"),
          new Reason("control solution", "质控液，不是人的测量"),
          new Reason("is outside what a person", "数值超出人的可能范围"),
          new Reason("systolic", "高压与低压不合理"),
          new Reason("is not in ", "单位不符"),
          new Reason("came before with another content", "同一编号前后内容不同"),
          new Reason("the boot had another key", "启动密钥与先前不同"),
          new Reason("has begun before", "到访重复开始"),
          new Reason("take-away code was given before", "取结果的码重复"),
          new Reason("has ended before", "到访重复结束"),
          new Reason("the seal does not open", "封印打不开"),
          new Reason("a key this district does not have", "缺少区平台的这把密钥，记录仍在小屋"),
          new Reason("the program failed", "程序处理时出错"),
          new Reason("sealed", "封装方式不认识"),
          new Reason("version", "来自更新的版本"),
          new Reason("the tables cannot hold it", "数据库不能保存"));

  List<Row> newest(int limit) {
    return jdbc.sql(
            """
            select kiosk, epoch, seq, why, bytes, received_at from quarantine
            order by received_at desc, id desc limit ?\
            """)
        .param(limit)
        .query((row, _) ->
            new Row(
                row.getString(1),
                row.getString(2),
                row.getObject(3, Long.class),
                row.getString(4),
                row.getInt(5),
                row.getTimestamp(6).toInstant()))
        .list();
  }

  long count() {
    return jdbc.sql("select count(*) from quarantine").query(Long.class).single();
  }
}
