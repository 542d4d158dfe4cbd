package org.healthhut.district;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.Sealing;
import org.healthhut.district.ingest.SharedDatabase;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.vital.Flag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class PagesTest {
  private static final List<String> PAGES =
      List.of("/", "/residents", "/tasks", "/unclaimed", "/quarantine", "/fleet", "/fleet/hut-1");

  private static final MediaType JSON = MediaType.APPLICATION_JSON;

  private final RequestPostProcessor doctor = user("doctor").roles("DOCTOR");
  private final RequestPostProcessor operator = user("operator").roles("OPERATOR");
  private final RequestPostProcessor administrator = user("chief").roles("ADMINISTRATOR");
  private final JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.pool());

  private final TestProgram program = TestProgram.shared();
  private final MockMvc mvc = program.mvc();
  private UUID resident = new UUID(0, 0);

  @BeforeEach
  void fill() {
    SharedDatabase.empty();
    program.at(Sealing.NOW);
    var kiosk =
        new Sealing("hut-1", 1)
            .resident("v1", Sealing.WANG, "王小明")
            .pressure("v1", 138, 86, Flag.SIMULATED)
            .weight("v1", "68.40")
            .ended("v1", 2)
            .guest("v2")
            .glucose("v2", "5.6")
            .pressure("v2", 80, 120);
    new Ingest(
            Sealing.KEYS,
            new SqlRecordStore(SharedDatabase.pool()),
            InstantSource.fixed(Sealing.NOW))
        .take(kiosk.kiosk, kiosk.all());
    var id =
        jdbc.queryForObject(
            "select id from resident where document_number = ?", UUID.class, Sealing.WANG);
    assertNotNull(id);
    resident = id;
  }

  private long audited(String action) {
    var count =
        jdbc.queryForObject(
            "select count(*) from audit_log where action = ? and account = 'doctor'",
            Long.class,
            action);
    assertNotNull(count);
    return count;
  }

  @Test
  void everythingAsksForASignIn() throws Exception {
    for (var page : PAGES) {
      mvc.perform(get(page)).andExpect(redirectedUrlPattern("**/login"));
    }
    mvc.perform(get("/residents/" + resident)).andExpect(redirectedUrlPattern("**/login"));
    mvc.perform(get("/no/such/page")).andExpect(redirectedUrlPattern("**/login"));
    mvc.perform(get("/api/kiosks")).andExpect(status().isUnauthorized());
    mvc.perform(get("/api/residents/" + resident + "/readings"))
        .andExpect(status().isUnauthorized());
    mvc.perform(get("/residents/" + resident + "/record").header("HX-Request", "true"))
        .andExpect(status().isUnauthorized())
        .andExpect(header().string("HX-Redirect", "/login"));
  }

  @Test
  void anOperatorSeesNoResident() throws Exception {
    for (var page : List.of("/residents", "/tasks", "/unclaimed", "/residents/" + resident)) {
      mvc.perform(get(page).with(operator)).andExpect(status().isForbidden());
    }
    mvc.perform(get("/api/residents/" + resident + "/readings").with(operator))
        .andExpect(status().isForbidden());
    mvc.perform(get("/").with(operator)).andExpect(redirectedUrl("/fleet"));
    mvc.perform(get("/fleet").with(operator)).andExpect(status().isOk());
    mvc.perform(get("/quarantine").with(operator)).andExpect(status().isOk());
  }

  @Test
  void noPageHoldsAnIdentityNumber() throws Exception {
    for (var page :
        List.of(
            "/residents",
            "/tasks",
            "/unclaimed",
            "/quarantine",
            "/fleet",
            "/fleet/hut-1",
            "/residents/" + resident)) {
      mvc.perform(get(page).with(doctor))
          .andExpect(status().isOk())
          .andExpect(content().string(not(containsString(Sealing.WANG))))
          .andExpect(content().string(not(containsString(Sealing.WANG.substring(6, 14)))))
          .andExpect(
              header().string("Content-Security-Policy", containsString("default-src 'self'")))
          .andExpect(content().string(not(containsString("style=\""))));
    }
  }

  @Test
  void aResidentsPageShowsTheReadingsAndWritesTheLookDown() throws Exception {
    long before = audited("resident.viewed");
    var page =
        mvc.perform(get("/residents/" + resident).with(doctor))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    for (var shown : List.of("王小明", "••••••••••••••••2X", "138/86", "68.40", "模拟数据 HTEST")) {
      assertTrue(page.contains(shown), shown);
    }
    assertEquals(before + 1, audited("resident.viewed"));
  }

  @Test
  void aPageIsToldOnlyWhatIsNew() throws Exception {
    var address = "/residents/" + resident + "/record";
    var stale = mvc.perform(get(address).param("seen", "").with(doctor)).andReturn();
    var fragment = stale.getResponse().getContentAsString(StandardCharsets.UTF_8);
    assertTrue(fragment.contains("138/86"));
    assertFalse(fragment.contains("<html"));
    var seen = fragment.replaceAll("(?s).*[&;]?seen=([^\"&]+)\".*", "$1");
    mvc.perform(get(address).param("seen", seen).with(doctor)).andExpect(status().isNoContent());
  }

  @Test
  void searchFindsByWholeNumberAndByItsEndAndNeverInAnAddress() throws Exception {
    for (var typed : List.of(Sealing.WANG, "002x")) {
      var session = new MockHttpSession();
      mvc.perform(
              post("/residents/search")
                  .param("number", typed)
                  .session(session)
                  .with(doctor)
                  .with(csrf()))
          .andExpect(redirectedUrl("/residents"));
      mvc.perform(get("/residents").session(session).with(doctor))
          .andExpect(content().string(containsString(resident.toString())));
    }
    mvc.perform(post("/residents/search").param("number", Sealing.WANG).with(doctor))
        .andExpect(status().isForbidden());
  }

  @Test
  void theApiTellsReadingsAndKiosks() throws Exception {
    mvc.perform(
            post("/api/residents/search")
                .contentType(JSON)
                .content("{\"identityNumber\":\"" + Sealing.WANG + "\"}")
                .with(doctor)
                .with(csrf()))
        .andExpect(jsonPath("$[0].id").value(resident.toString()))
        .andExpect(jsonPath("$[0].maskedNumber").value("••••••••••••••••2X"));
    mvc.perform(get("/api/residents/" + resident + "/readings").param("limit", "1").with(doctor))
        .andExpect(jsonPath("$.length()").value(1))
        .andExpect(jsonPath("$[0].values.weight.value").value("68.40"))
        .andExpect(jsonPath("$[0].kiosk").value("hut-1"));
    mvc.perform(get("/api/kiosks").with(operator))
        .andExpect(jsonPath("$[0].through").value(7))
        .andExpect(jsonPath("$[0].received").value(7));
  }

  @Test
  void anAdministratorAloneTellsAKioskWhatToDo() throws Exception {
    var wish = "{\"kind\":\"restart\",\"hours\":2}";
    var address = "/api/kiosks/hut-1/commands";
    for (var other : List.of(doctor, operator)) {
      mvc.perform(post(address).contentType(JSON).content(wish).with(other).with(csrf()))
          .andExpect(status().isForbidden());
    }
    mvc.perform(post(address).contentType(JSON).content(wish).with(administrator).with(csrf()))
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.state").value("queued"));
    mvc.perform(get(address).with(operator))
        .andExpect(jsonPath("$.length()").value(1))
        .andExpect(jsonPath("$[0].kind").value("restart"))
        .andExpect(jsonPath("$[0].issuedBy").value("chief"));
    var page =
        mvc.perform(get("/fleet/hut-1").with(doctor))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    assertTrue(page.contains("重新启动") && page.contains("等待发送"), page);
    assertEquals(
        1L,
        jdbc.queryForObject(
            "select count(*) from audit_log where action = 'command.issued restart hut-1'"
                + " and account = 'chief'",
            Long.class));
    for (var bad :
        List.of(
            "{\"kind\":\"sing\"}",
            "{\"kind\":\"configure\"}",
            "{\"kind\":\"useDistrictKey\",\"content\":\"{}\"}",
            "{\"kind\":\"restart\",\"hours\":0}")) {
      mvc.perform(post(address).contentType(JSON).content(bad).with(administrator).with(csrf()))
          .andExpect(status().isBadRequest());
    }
    mvc.perform(
            post("/api/kiosks/hut-9/commands")
                .contentType(JSON)
                .content(wish)
                .with(administrator)
                .with(csrf()))
        .andExpect(status().isNotFound());
    mvc.perform(get("/residents").with(administrator)).andExpect(status().isForbidden());
  }

  @Test
  void anOperatorAcknowledgesAnAlarm() throws Exception {
    var stranger = new Sealing("hut-1", 2).guest("v9").weight("v9", "70.00");
    new Ingest(
            Sealing.KEYS,
            new SqlRecordStore(SharedDatabase.pool()),
            InstantSource.fixed(Sealing.NOW))
        .take(stranger.kiosk, stranger.all());
    var page =
        mvc.perform(get("/fleet").with(operator))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    assertTrue(page.contains("同一次启动换了密钥"), page);
    var id = jdbc.queryForObject("select min(id) from alarm", Long.class);
    mvc.perform(post("/api/alarms/" + id + "/acknowledge").with(doctor).with(csrf()))
        .andExpect(status().isForbidden());
    mvc.perform(post("/fleet/alarms/" + id + "/acknowledge").with(operator).with(csrf()))
        .andExpect(redirectedUrl("/fleet"));
    mvc.perform(post("/api/alarms/" + id + "/acknowledge").with(operator).with(csrf()))
        .andExpect(status().isNotFound());
    assertEquals(
        "operator",
        jdbc.queryForObject("select acknowledged_by from alarm where id = " + id, String.class));
    mvc.perform(get("/api/kiosks").with(operator))
        .andExpect(jsonPath("$[0].balance").value("NOT_TOLD"))
        .andExpect(jsonPath("$[0].accepted").value(6))
        .andExpect(jsonPath("$[0].setAside").value(1));
  }

  @Test
  void anOperatorGivesUpWhatAKioskNoLongerHas() throws Exception {
    var kiosk = new Sealing("hut-4", 4).guest("v1");
    for (int i = 2; i <= 8; i++) {
      kiosk.weight("v1", "70.0" + i);
    }
    takeAt(Sealing.NOW, kiosk, 1, 2);
    takeAt(Sealing.NOW, kiosk, 5, 7);
    var address = "/fleet/hut-4/gaps";
    var words = "确认这些编号已丢失，关闭缺口";
    mvc.perform(closing(address).with(operator).with(csrf())).andExpect(status().isConflict());
    mvc.perform(get("/fleet/hut-4").with(operator))
        .andExpect(content().string(not(containsString(words))));
    takeAt(Sealing.NOW.plus(Duration.ofMinutes(11)), kiosk, 8, 8);
    mvc.perform(get("/fleet/hut-4").with(doctor))
        .andExpect(content().string(containsString("3–4")))
        .andExpect(content().string(not(containsString(words))));
    mvc.perform(get("/fleet/hut-4").with(operator))
        .andExpect(content().string(containsString(words)))
        .andExpect(content().string(containsString("编号 3–4 共 2 条")));
    mvc.perform(closing(address).with(csrf())).andExpect(redirectedUrlPattern("**/login"));
    mvc.perform(closing(address).with(doctor).with(csrf())).andExpect(status().isForbidden());
    mvc.perform(closing(address).with(operator)).andExpect(status().isForbidden());
    mvc.perform(post(address).params(gap()).with(operator).with(csrf()))
        .andExpect(status().isBadRequest());
    mvc.perform(get("/api/kiosks").with(operator))
        .andExpect(jsonPath("$[?(@.kiosk == 'hut-4')].gaps[0].closable").value(true))
        .andExpect(jsonPath("$[?(@.kiosk == 'hut-4')].lost").value(0));

    mvc.perform(closing(address).with(operator).with(csrf()))
        .andExpect(redirectedUrl("/fleet/hut-4"));
    mvc.perform(closing(address).with(operator).with(csrf())).andExpect(status().isConflict());
    assertEquals(
        List.of("operator"),
        jdbc.queryForList(
            "select account from audit_log where action = 'gap.closed hut-4 epoch-1 3-4'",
            String.class));
    mvc.perform(get("/api/kiosks").with(operator))
        .andExpect(jsonPath("$[?(@.kiosk == 'hut-4')].lost").value(2))
        .andExpect(jsonPath("$[?(@.kiosk == 'hut-4')].through").value(8))
        .andExpect(jsonPath("$[?(@.kiosk == 'hut-4')].accepted").value(6));
    mvc.perform(get("/fleet/hut-4").with(doctor))
        .andExpect(content().string(containsString("8 已采集 = 6 已入档 + 0 隔离 + 2 丢失 + 0 待送")));
  }

  @Test
  void anOperatorBlocksAStolenKioskAndUnblocksIt() throws Exception {
    for (var way : List.of("block", "unblock")) {
      var address = "/fleet/hut-1/" + way;
      var wish = post(address).param("confirmed", "true");
      mvc.perform(wish.with(csrf())).andExpect(redirectedUrlPattern("**/login"));
      mvc.perform(post(address).param("confirmed", "true").with(doctor).with(csrf()))
          .andExpect(status().isForbidden());
      mvc.perform(post(address).param("confirmed", "true").with(operator))
          .andExpect(status().isForbidden());
    }
    mvc.perform(post("/fleet/hut-1/block").with(operator).with(csrf()))
        .andExpect(status().isBadRequest());
    mvc.perform(post("/fleet/hut-1/unblock").with(operator).with(csrf()))
        .andExpect(status().isConflict());
    mvc.perform(post("/fleet/hut-1/block").param("confirmed", "true").with(operator).with(csrf()))
        .andExpect(redirectedUrl("/fleet/hut-1"));
    mvc.perform(get("/fleet/hut-1").with(doctor))
        .andExpect(content().string(containsString("已停用，一概不收")));
    mvc.perform(get("/fleet").with(doctor)).andExpect(content().string(containsString("已停用")));
    mvc.perform(get("/api/kiosks").with(doctor))
        .andExpect(jsonPath("$[0].blockedBy").value("operator"));
    mvc.perform(post("/fleet/hut-1/unblock").with(administrator).with(csrf()))
        .andExpect(redirectedUrl("/fleet/hut-1"));
    mvc.perform(get("/fleet/hut-1").with(operator))
        .andExpect(content().string(containsString("停用此小屋")));
    assertEquals(
        List.of("operator kiosk.blocked hut-1", "chief kiosk.unblocked hut-1"),
        jdbc.queryForList(
            "select account || ' ' || action from audit_log where action like 'kiosk.%blocked %'"
                + " order by id",
            String.class));
  }

  private static void takeAt(Instant at, Sealing kiosk, int first, int last) {
    new Ingest(Sealing.KEYS, new SqlRecordStore(SharedDatabase.pool()), InstantSource.fixed(at))
        .take(kiosk.kiosk, kiosk.message(first, last));
  }

  private static MultiValueMap<String, String> gap() {
    var gap = new LinkedMultiValueMap<String, String>();
    gap.add("epoch", "epoch-1");
    gap.add("first", "3");
    gap.add("last", "4");
    return gap;
  }

  private static MockHttpServletRequestBuilder closing(String address) {
    return post(address).params(gap()).param("confirmed", "true");
  }

  @Test
  void fiveWrongPasswordsLockTheAccount() throws Exception {
    signIn("paper-lantern", "/");
    for (int i = 0; i < 5; i++) {
      signIn("wrong", "/login?error");
    }
    signIn("paper-lantern", "/login?error");
    jdbc.update("update access_account set locked_until = null");
    signIn("paper-lantern", "/");
    assertTrue(audited("signInFailed") >= 5);
  }

  private void signIn(String password, String to) throws Exception {
    mvc.perform(post("/login").param("username", "Doctor").param("password", password).with(csrf()))
        .andExpect(redirectedUrl(to));
  }

  @Test
  void theAuditLogIsOnlyAddedTo() {
    jdbc.update("insert into audit_log (at, account, action) values (now(), 'test', 'looked')");
    for (var change :
        List.of(
            "update audit_log set account = 'other'",
            "delete from audit_log",
            "truncate audit_log")) {
      assertThrows(RuntimeException.class, () -> jdbc.update(change), change);
    }
  }
}
