package org.healthhut.kiosk.voice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.healthhut.kiosk.web.LoopbackServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClipsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void servesTheSitesClipsAndNothingElse() throws Exception {
    var clips = folder.resolve("clips");
    Files.createDirectories(clips.resolve("zh"));
    Files.createDirectory(clips.resolve("en"));
    Files.writeString(clips.resolve("zh/welcome.opus"), "opus");
    Files.writeString(clips.resolve("zh/welcome.wav"), "wave");
    Files.writeString(clips.resolve("en/bye.wav"), "bye");
    Files.writeString(clips.resolve("en/scan.wav"), "");
    Files.writeString(clips.resolve("zh/notes.wav"), "not a prompt");
    Files.writeString(folder.resolve("welcome.wav"), "outside");
    Files.write(clips.resolve("en/arm.wav"), new byte[4_000_001]);
    try (var server = LoopbackServer.bind(0).with(Clips.PATH, new Clips(clips))) {
      server.start();
      var opus = get(server, "/voice/zh/welcome", "GET");
      assertEquals(200, opus.statusCode());
      assertEquals("audio/ogg", opus.headers().firstValue("Content-Type").orElseThrow());
      assertArrayEquals("opus".getBytes(StandardCharsets.UTF_8), opus.body());
      var wav = get(server, "/voice/en/bye", "GET");
      assertEquals("audio/wav", wav.headers().firstValue("Content-Type").orElseThrow());
      assertEquals(0, get(server, "/voice/en/bye", "HEAD").body().length);
      assertEquals(405, get(server, "/voice/en/bye", "POST").statusCode());
      for (var path :
          List.of(
              "/voice/",
              "/voice/zh",
              "/voice/zh/",
              "/voice/zh/notes",
              "/voice/zh/welcome.opus",
              "/voice/zh/welcome/",
              "/voice/fr/welcome",
              "/voice/../welcome",
              "/voice/zh/%2e%2e%2f%2e%2e%2fwelcome",
              "/voice/en%2f../welcome",
              "/voice/en/arm",
              "/voice/en/scan")) {
        assertEquals(404, get(server, path, "GET").statusCode(), path);
      }
      assertTrue(raw(server, "GET /voice/zh/../../welcome HTTP/1.0\r\n\r\n").contains(" 404 "));
    }
  }

  @Test
  void withoutAFolderOnlyBuiltInClipsAreServed() throws Exception {
    try (var server = LoopbackServer.bind(0).with(Clips.PATH, new Clips(null))) {
      server.start();
      var clip = get(server, "/voice/zh/welcome", "GET");
      boolean built =
          Clips.class.getResource("/voice/zh/welcome.opus") != null
              || Clips.class.getResource("/voice/zh/welcome.wav") != null;
      assertEquals(built ? 200 : 204, clip.statusCode());
      assertEquals(404, get(server, "/voice/zh/nothing", "GET").statusCode());
    }
  }

  private static HttpResponse<byte[]> get(LoopbackServer server, String path, String method)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String raw(LoopbackServer server, String request) throws Exception {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
