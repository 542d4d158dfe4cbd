package org.healthhut.district;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.healthhut.district.access.Accounts;
import org.healthhut.district.access.AuditLog;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.database.Database;
import org.healthhut.district.database.EmbeddedDatabase;
import org.healthhut.district.fleet.CommandSigning;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.district.ingest.CoapIngest;
import org.healthhut.district.ingest.GuestReduction;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.MqttIngest;
import org.healthhut.district.ingest.RecordStore;
import org.healthhut.district.ingest.SqlRecordStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is opened, in the order of who needs whom; Spring closes it in reverse. */
@Configuration(proxyBeanMethods = false)
class DistrictConfiguration {
  private static final Logger log = LoggerFactory.getLogger(DistrictConfiguration.class);

  /**
   * The record's database.
   *
   * @param own our own server under it, where there is one
   */
  record OpenStore(HikariDataSource pool, Optional<EmbeddedDatabase> own) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      pool.close();
      if (own.isPresent()) {
        own.get().close();
      }
    }
  }

  @Bean
  OpenStore openStore(Settings settings) throws IOException {
    return switch (settings.store()) {
      case Settings.Store.Given(var url, var user, var password) ->
          new OpenStore(Database.open(url, user, password), Optional.empty());
      case Settings.Store.Own(var folder, var port) -> {
        var server = EmbeddedDatabase.start(folder, port);
        try {
          yield new OpenStore(Database.open(server.jdbcUrl(), null, null), Optional.of(server));
        } catch (RuntimeException e) {
          server.close();
          throw e;
        }
      }
    };
  }

  @Bean(destroyMethod = "")
  DataSource database(OpenStore store) {
    return store.pool();
  }

  @Bean
  Fleet fleet(DataSource database, InstantSource clock) {
    return new Fleet(database, clock);
  }

  @Bean
  CommandSigning commandSigning(Settings settings) {
    return new CommandSigning(settings.commandSigner());
  }

  @Bean
  RecordStore recordStore(DataSource database) {
    return new SqlRecordStore(database);
  }

  @Bean
  Ingest ingest(Settings settings, RecordStore store, InstantSource clock) {
    return new Ingest(settings.keys(), store, clock);
  }

  @Bean
  Inquiries inquiries(
      Settings settings,
      DataSource database,
      AuditLog audit,
      InstantSource clock,
      RandomGenerator random) {
    return new Inquiries(settings.keys(), database, audit, clock, random);
  }

  @Bean
  Housekeeping housekeeping(DataSource database, InstantSource clock) {
    return new Housekeeping(new GuestReduction(database), clock);
  }

  @Bean
  Intake intake(
      Settings settings, Ingest ingest, Inquiries inquiries, Fleet fleet, RandomGenerator random) {
    return new Intake(
        settings.broker().map(broker -> new MqttIngest(broker, ingest, inquiries, fleet, random)),
        settings.coap().map(port -> new CoapIngest(port, ingest, inquiries, fleet)));
  }

  /** A server that nobody could sign in to does not start. */
  @Bean
  InitializingBean somebodyCanSignIn(Settings settings, Accounts accounts) {
    return () -> {
      if (!accounts.none()) {
        return;
      }
      var first =
          settings
              .firstAccount()
              .orElseThrow(() ->
                  new SettingsException(
                      List.of(
                          "there is no account yet: set district.first-account.name and"
                              + " district.first-account.password, and who signs in first can"
                              + " be a doctor or an operator by district.first-account.role")));
      accounts.create(first.name(), first.password(), first.role());
      log.atInfo().addKeyValue("account", first.name()).log("account.created");
    };
  }
}
