package org.healthhut.district.record;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.healthhut.person.IdentityNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a guest's visit to the resident who comes back with its take-away code. */
@Service
class Claims {
  private static final ZoneId DISTRICT_ZONE = ZoneId.of("Asia/Shanghai");

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TakeAways takeAways;
  private final Residents residents;
  private final InstantSource clock;

  Claims(DataSource database, TakeAways takeAways, Residents residents, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    this.takeAways = takeAways;
    this.residents = residents;
    this.clock = clock;
  }

  /** What became of a claim: always exactly one of these. */
  sealed interface Outcome {
    record Claimed(UUID resident) implements Outcome {}

    /** No code that is good now. */
    record NoSuchCode() implements Outcome {}

    /** Somebody has it, or it was no guest's. */
    record NotAGuests() implements Outcome {}

    /** Neither an identity number nor the last four characters of exactly one that is known. */
    record NobodyMeant() implements Outcome {}
  }

  /** Whose number or end of a number {@code typed} is, when the code is good. */
  Outcome claim(String code, String typed, String account) {
    var visit = takeAways.visit(code.strip());
    if (visit.isEmpty()) {
      return new Outcome.NoSuchCode();
    }
    var outcome = transaction.execute(_ -> claim(visit.get(), typed, account));
    if (outcome == null) {
      throw new IllegalStateException("a transaction without an answer");
    }
    return outcome;
  }

  /** The kiosk's epoch is locked first, as ingest does: no reading is on its way meanwhile. */
  private Outcome claim(VisitName visit, String typed, String account) {
    jdbc.sql("select epoch from kiosk_epoch where kiosk = ? and epoch = ? for update")
        .params(visit.kiosk(), visit.epoch())
        .query(String.class)
        .single();
    boolean isGuests =
        jdbc.sql(
                """
                select subject = 'guest' and reduced_at is null from visit
                where kiosk = ? and epoch = ? and visit = ?\
                """)
            .params(visit.kiosk(), visit.epoch(), visit.visit())
            .query(Boolean.class)
            .single();
    if (!isGuests) {
      return new Outcome.NotAGuests();
    }
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    var resident = resident(typed, now);
    if (resident.isEmpty()) {
      return new Outcome.NobodyMeant();
    }
    jdbc.sql(
            """
            update visit set subject = 'resident', resident = ?, claimed_by = ?, claimed_at = ?
            where kiosk = ? and epoch = ? and visit = ?\
            """)
        .params(resident.get(), account, now, visit.kiosk(), visit.epoch(), visit.visit())
        .update();
    jdbc.sql("update reading set resident = ? where kiosk = ? and epoch = ? and visit = ?")
        .params(resident.get(), visit.kiosk(), visit.epoch(), visit.visit())
        .update();
    jdbc.sql(
            """
            update resident set last_reading_at = greatest(last_reading_at,
              (select max(effective_at) from reading where resident = ?)) where id = ?\
            """)
        .params(resident.get(), resident.get())
        .update();
    return new Outcome.Claimed(resident.get());
  }

  /** A whole number that is not known yet makes a resident, as it would at a kiosk. */
  private Optional<UUID> resident(String typed, OffsetDateTime now) {
    var today = LocalDate.ofInstant(clock.instant(), DISTRICT_ZONE);
    if (IdentityNumber.parse(typed, today)
        instanceof IdentityNumber.Parsed.Valid(IdentityNumber number)) {
      jdbc.sql(
              """
              insert into resident (document_type, document_number, sex, born, created_at)
              values ('01', ?, ?, ?, ?) on conflict do nothing\
              """)
          .params(number.reveal(), number.male() ? 1 : 2, number.born(), now)
          .update();
    }
    return residents
        .search(typed, 2)
        .filter(found -> found.size() == 1)
        .map(found -> found.getFirst());
  }
}
