package org.healthhut.district;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.healthhut.district.access.Accounts;
import org.healthhut.district.access.Role;
import org.healthhut.district.ingest.Broker;
import org.healthhut.district.ingest.CoapPort;
import org.healthhut.district.ingest.NativeCurves;
import org.healthhut.tls.Credentials;
import org.healthhut.tls.MutualTls;
import org.healthhut.tls.SharedKey;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * How this instance is set up. It exists only when every setting can be used.
 *
 * @param commandSigner empty when this instance signs no commands to kiosks
 * @param broker empty when this instance takes nothing in by MQTT
 * @param coap empty when it takes nothing in by CoAP
 * @param firstAccount whom to let in while nobody has an account
 */
record Settings(
    Store store,
    DistrictKeys keys,
    Optional<CommandSigner> commandSigner,
    Optional<Broker> broker,
    Optional<CoapPort> coap,
    Optional<FirstAccount> firstAccount) {

  /** Where the record is. */
  sealed interface Store {
    /** In a PostgreSQL somebody looks after. */
    record Given(String url, @Nullable String user, @Nullable String password) implements Store {
      @Override
      public String toString() {
        return "Given[hidden]";
      }
    }

    /** In one of our own, started and stopped with this program. */
    record Own(Path folder, int port) implements Store {}
  }

  record FirstAccount(String name, String password, Role role) {
    @Override
    public String toString() {
      return "FirstAccount[" + name + "]";
    }
  }

  private static final String PREFIX = "district.";
  private static final Set<String> NAMES =
      Set.of(
          "district.instance",
          "district.keys",
          "district.command-key",
          "district.database.url",
          "district.database.user",
          "district.database.password",
          "district.database.folder",
          "district.database.port",
          "district.broker.uri",
          "district.broker.authority",
          "district.broker.certificate",
          "district.broker.key",
          "district.coap.port",
          "district.coap.address",
          "district.coap.authority",
          "district.coap.certificate",
          "district.coap.key",
          "district.coap.shared-keys",
          "district.ingest.workers",
          "district.first-account.name",
          "district.first-account.password",
          "district.first-account.role");

  /**
   * Reads and checks all of them.
   *
   * @throws SettingsException naming every mistake at once
   */
  static Settings from(ConfigurableEnvironment environment) {
    var mistakes = new ArrayList<String>();
    var read = new Reader(environment, mistakes);
    unknown(environment)
        .forEach(name ->
            mistakes.add(
                name + " is no setting; there are " + String.join(", ", new TreeSet<>(NAMES))));
    read.number("server.port", 8080, 0, 65535);
    var store = store(read);
    var keys = read.parsed("district.keys", text -> NativeCurves.on(DistrictKeys.parse(text)));
    var signer =
        read.text("district.command-key") == null
            ? null
            : read.parsed("district.command-key", CommandSigner::parse);
    int workers = read.number("district.ingest.workers", 4, 1, 64);
    var broker = broker(read, workers);
    var coap = coap(read, workers);
    var firstAccount = firstAccount(read);
    if (!mistakes.isEmpty() || keys == null) {
      throw new SettingsException(mistakes);
    }
    return new Settings(store, keys, Optional.ofNullable(signer), broker, coap, firstAccount);
  }

  private static Store store(Reader read) {
    var url = read.text("district.database.url");
    if (url == null) {
      return new Store.Own(
          read.path("district.database.folder", "district-data"),
          read.number("district.database.port", 0, 0, 65535));
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      read.mistake("district.database.url must start with jdbc:postgresql:");
    }
    if (url.contains("logServerErrorDetail=true")) {
      read.mistake(
          "district.database.url must not have logServerErrorDetail=true: it brings residents'"
              + " data into logs");
    }
    return new Store.Given(
        url, read.text("district.database.user"), read.text("district.database.password"));
  }

  private static Optional<Broker> broker(Reader read, int workers) {
    var instance = read.text("district.instance");
    if (instance == null) {
      instance = "district-1";
    } else if (!instance.matches("[a-z0-9][a-z0-9-]{0,31}")) {
      read.mistake("district.instance must be 1 to 32 of a-z, 0-9 and -, is '" + instance + "'");
    }
    var text = read.text("district.broker.uri");
    if (text == null) {
      read.mistake(
          "district.broker.uri must be ssl://host:port, or off to take nothing in by MQTT");
      return Optional.empty();
    }
    if (text.equals("off")) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException _) {
      read.mistake("district.broker.uri must be ssl://host:port, is '" + text + "'");
      return Optional.empty();
    }
    boolean secured = "ssl".equals(uri.getScheme());
    boolean plainHere = "tcp".equals(uri.getScheme()) && onThisMachine(uri.getHost());
    if ((!secured && !plainHere) || uri.getHost() == null || uri.getPort() < 1) {
      read.mistake(
          "district.broker.uri must be ssl://host:port, or tcp://127.0.0.1:port for a broker on"
              + " this machine, is '"
              + text
              + "'");
      return Optional.empty();
    }
    return Optional.of(new Broker(uri, secured ? tls(read) : Optional.empty(), instance, workers));
  }

  private static boolean onThisMachine(@Nullable String host) {
    try {
      return host != null && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private static Optional<SSLContext> tls(Reader read) {
    return credentials(read, "district.broker")
        .flatMap(own -> {
          try {
            return Optional.of(MutualTls.context(own));
          } catch (IllegalArgumentException e) {
            read.mistake("district.broker.authority, .certificate and .key: " + e.getMessage());
            return Optional.empty();
          }
        });
  }

  private static Optional<Credentials> credentials(Reader read, String prefix) {
    var authority = read.file(prefix + ".authority");
    var certificate = read.file(prefix + ".certificate");
    var key = read.file(prefix + ".key");
    if (authority == null || certificate == null || key == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Credentials.parse(authority, certificate, key));
    } catch (IllegalArgumentException e) {
      read.mistake(prefix + ".authority, .certificate and .key: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<CoapPort> coap(Reader read, int workers) {
    var text = read.text("district.coap.port");
    if (text == null || text.equals("off")) {
      return Optional.empty();
    }
    int port = read.number("district.coap.port", 5684, 1, 65535);
    var address = listening(read, port);
    var given =
        Stream.of("authority", "certificate", "key")
            .anyMatch(name -> read.text("district.coap." + name) != null);
    var certificate = given ? credentials(read, "district.coap") : Optional.<Credentials>empty();
    if (certificate.isPresent() && !certificate.get().ellipticCurve()) {
      read.mistake("district.coap.key must be an elliptic curve key (P-256)");
    }
    var sharedKeys =
        read.text("district.coap.shared-keys") == null
            ? Map.<KioskId, SharedKey>of()
            : sharedKeys(read);
    if (!given && read.text("district.coap.shared-keys") == null) {
      read.mistake(
          "district.coap.authority, .certificate and .key must be given, or"
              + " district.coap.shared-keys: without them no kiosk could be let in");
    }
    return certificate.isEmpty() && sharedKeys.isEmpty()
        ? Optional.empty()
        : Optional.of(new CoapPort(address, certificate, sharedKeys, workers));
  }

  private static InetSocketAddress listening(Reader read, int port) {
    var host = read.text("district.coap.address");
    try {
      return host == null
          ? new InetSocketAddress(port)
          : new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException _) {
      read.mistake("district.coap.address must be an address of this machine, is '" + host + "'");
      return new InetSocketAddress(port);
    }
  }

  /** Lines of a kiosk's id and its key; a line that starts with # is a remark. */
  private static Map<KioskId, SharedKey> sharedKeys(Reader read) {
    var content = read.file("district.coap.shared-keys");
    var keys = new TreeMap<String, SharedKey>();
    int number = 0;
    for (var line : content == null ? List.<String>of() : content.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var words = line.strip().split("\\s+", -1);
      try {
        if (words.length != 2 || !KioskId.valid(words[0])) {
          throw new IllegalArgumentException(
              "must hold a kiosk's id (" + KioskId.ALLOWED + ") and its key");
        }
        if (keys.put(words[0], SharedKey.parse(words[1])) != null) {
          throw new IllegalArgumentException("names a kiosk again");
        }
      } catch (IllegalArgumentException e) {
        read.mistake("district.coap.shared-keys line " + number + ": " + e.getMessage());
      }
    }
    if (content != null && keys.isEmpty()) {
      read.mistake("district.coap.shared-keys names a file without a key in it");
    }
    return keys.entrySet().stream()
        .collect(Collectors.toMap(entry -> new KioskId(entry.getKey()), Map.Entry::getValue));
  }

  private static Optional<FirstAccount> firstAccount(Reader read) {
    var name = read.text("district.first-account.name");
    var password = read.text("district.first-account.password");
    if (name == null && password == null) {
      return Optional.empty();
    }
    if (name == null || !Accounts.validName(name)) {
      read.mistake("district.first-account.name must be " + Accounts.NAME_ALLOWED);
      return Optional.empty();
    }
    int bytes = password == null ? 0 : password.getBytes(StandardCharsets.UTF_8).length;
    if (password == null || bytes < 8 || bytes > 72) {
      read.mistake("district.first-account.password must have 8 to 72 bytes, has " + bytes);
      return Optional.empty();
    }
    var typed = read.text("district.first-account.role");
    var role = Role.ofKey(typed == null ? Role.DOCTOR.key() : typed);
    if (role.isEmpty()) {
      var allowed = Arrays.stream(Role.values()).map(Role::key).toList();
      read.mistake(
          "district.first-account.role must be "
              + String.join(" or ", allowed)
              + ", is '"
              + typed
              + "'");
      return Optional.empty();
    }
    return Optional.of(new FirstAccount(name, password, role.get()));
  }

  private static List<String> unknown(ConfigurableEnvironment environment) {
    var unknown = new TreeSet<String>();
    for (var source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (var name : enumerable.getPropertyNames()) {
          if (name.startsWith(PREFIX) && !NAMES.contains(name)) {
            unknown.add(name);
          }
        }
      }
    }
    return List.copyOf(unknown);
  }

  /** Reads one setting after the other and collects what is wrong with them. */
  private record Reader(Environment environment, List<String> mistakes) {
    void mistake(String mistake) {
      mistakes.add(mistake);
    }

    @Nullable String text(String name) {
      var value = environment.getProperty(name);
      return value == null || value.isBlank() ? null : value.strip();
    }

    int number(String name, int otherwise, int min, int max) {
      var text = text(name);
      if (text == null) {
        return otherwise;
      }
      try {
        int number = Integer.parseInt(text);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException _) {
        // Told below, with the bounds.
      }
      mistake(name + " must be " + min + ".." + max + ", is '" + text + "'");
      return otherwise;
    }

    Path path(String name, String otherwise) {
      var text = text(name);
      try {
        return Path.of(text == null ? otherwise : text);
      } catch (InvalidPathException _) {
        mistake(name + " must be a path, is '" + text + "'");
        return Path.of(otherwise);
      }
    }

    /** The content of the file a setting names. */
    @Nullable String file(String name) {
      var text = text(name);
      if (text == null) {
        mistake(name + " must be the path of a file");
        return null;
      }
      try {
        return Files.readString(Path.of(text));
      } catch (IOException | InvalidPathException _) {
        mistake(name + " must be the path of a file that can be read, is '" + text + "'");
        return null;
      }
    }

    interface Parser<T> {
      T parse(String content);
    }

    <T> @Nullable T parsed(String name, Parser<T> parser) {
      var content = file(name);
      if (content == null) {
        return null;
      }
      try {
        return parser.parse(content);
      } catch (IllegalArgumentException e) {
        mistake(name + " names a file that cannot be used: " + e.getMessage());
        return null;
      }
    }
  }
}
