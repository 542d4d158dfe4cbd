package org.healthhut.district;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.healthhut.district.ingest.GuestReduction;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.Sealing;
import org.healthhut.district.ingest.SharedDatabase;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.vital.Flag;
import org.healthhut.wire.Alert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** What a guided visit leaves for the person who takes it away, and for the doctor. */
class GuidedVisitPagesTest {
  private static final String WANGS_CODE = "ABCDEFGHIJKLMNOPQRSTUVW2";
  private static final String GUESTS_CODE = "ABCDEFGHIJKLMNOPQRSTUVW3";

  /** Given a day and some minutes before {@link Sealing#NOW}, by its place in the day. */
  private static final Instant WANGS_CODE_ENDS = Sealing.NOW.plus(Duration.ofMinutes(6));

  private final RequestPostProcessor doctor = user("doctor").roles("DOCTOR");
  private final RequestPostProcessor colleague = user("colleague").roles("DOCTOR");
  private final RequestPostProcessor operator = user("operator").roles("OPERATOR");
  private final JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.pool());

  private final TestProgram program = TestProgram.shared();
  private final MockMvc mvc = program.mvc();

  @BeforeEach
  void fill() {
    SharedDatabase.empty();
    program.at(Sealing.NOW);
    var kiosk =
        new Sealing("hut-1", 1)
            .resident("v1", Sealing.WANG, "王小明")
            .pressure("v1", 152, 95)
            .pressure("v1", 149, 93)
            .pressure("v1", 147, 91)
            .weight("v1", "68.40")
            .assessed("v1", Sealing.pressureAssessed(148, 92, "BP-1"))
            .takeAway("v1", WANGS_CODE)
            .contact("v1")
            .alert(
                "v1",
                new Alert(
                    "bloodPressure",
                    "cn-adult-2026.1",
                    "symptoms",
                    List.of("chest"),
                    List.of(1, 2)))
            .ended("v1", 4)
            .guest("v2")
            .glucose("v2", "5.6")
            .takeAway("v2", GUESTS_CODE)
            .contact("v2");
    ingest(kiosk, 1, kiosk.sealed.size());
  }

  private static void ingest(Sealing kiosk, int first, int last) {
    new Ingest(
            Sealing.KEYS,
            new SqlRecordStore(SharedDatabase.pool()),
            InstantSource.fixed(Sealing.NOW))
        .take(kiosk.kiosk, kiosk.message(first, last));
  }

  private UUID wang() {
    var id =
        jdbc.queryForObject(
            "select id from resident where document_number = ?", UUID.class, Sealing.WANG);
    assertNotNull(id);
    return id;
  }

  private long count(String what) {
    var count = jdbc.queryForObject("select count(*) from " + what, Long.class);
    assertNotNull(count);
    return count;
  }

  private String page(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request)
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  @Test
  void whoeverHoldsTheCodeSeesTheResultsAndNoName() throws Exception {
    var page =
        mvc.perform(get("/t/" + WANGS_CODE))
            .andExpect(status().isOk())
            .andExpect(header().string("Cache-Control", containsString("no-store")))
            .andExpect(header().string("Referrer-Policy", "no-referrer"))
            .andExpect(header().string("X-Robots-Tag", containsString("noindex")))
            .andExpect(
                header().string("Content-Security-Policy", containsString("default-src 'none'")))
            .andExpect(header().doesNotExist("Set-Cookie"))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    for (var shown :
        List.of(
            "148/92",
            "偏高，1 级范围",
            "未休息",
            "152/95",
            "不计入：测量时有移动",
            "68.40",
            "自助测量，仅供参考",
            "还能打开 4 次")) {
      assertTrue(page.contains(shown), shown + " in " + page);
    }
    for (var hidden : List.of("王", "小明", Sealing.WANG, WANGS_CODE, wang().toString(), "hut-1")) {
      assertFalse(page.contains(hidden), hidden);
    }
  }

  @Test
  void aLinkOpensFiveTimesAndOnlyForADay() throws Exception {
    for (int i = 0; i < 3; i++) {
      mvc.perform(get("/t/" + WANGS_CODE)).andExpect(status().isOk());
    }
    program.at(WANGS_CODE_ENDS);
    assertGone(get("/t/" + WANGS_CODE));
    program.at(WANGS_CODE_ENDS.minusMillis(1));
    for (int i = 0; i < 2; i++) {
      mvc.perform(get("/t/" + WANGS_CODE)).andExpect(status().isOk());
    }
    assertGone(get("/t/" + WANGS_CODE));
    for (var wrong :
        List.of("A", WANGS_CODE + "A", "a" + WANGS_CODE.substring(1), "A".repeat(24))) {
      assertGone(get("/t/" + wrong));
    }
  }

  private void assertGone(MockHttpServletRequestBuilder request) throws Exception {
    mvc.perform(request)
        .andExpect(status().isGone())
        .andExpect(content().string(containsString("链接已过期")))
        .andExpect(header().string("Cache-Control", containsString("no-store")));
  }

  @Test
  void whatNoPersonLooksAtDoesNotCount() throws Exception {
    mvc.perform(head("/t/" + WANGS_CODE)).andExpect(status().isNoContent());
    mvc.perform(get("/t/" + WANGS_CODE).header("Sec-Purpose", "prefetch;prerender"))
        .andExpect(status().isNoContent());
    mvc.perform(get("/t/" + WANGS_CODE).header("Purpose", "prefetch"))
        .andExpect(status().isNoContent());
    mvc.perform(post("/t/" + WANGS_CODE)).andExpect(status().isMethodNotAllowed());
    assertEquals(0, count("take_away where opened > 0"));
    mvc.perform(get("/t/" + WANGS_CODE)).andExpect(content().string(containsString("还能打开 4 次")));
  }

  @Test
  void ofManyWhoOpenAtOnceFiveSeeIt() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var asks = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 24; i++) {
        asks.add(() -> mvc.perform(get("/t/" + WANGS_CODE)).andReturn().getResponse().getStatus());
      }
      int seen = 0;
      for (var ask : threads.invokeAll(asks)) {
        seen += ask.get() == 200 ? 1 : 0;
      }
      assertEquals(5, seen);
    }
  }

  private ResultActions claim(String code, String number) throws Exception {
    return mvc.perform(
        post("/unclaimed/claim")
            .param("code", code)
            .param("number", number)
            .with(doctor)
            .with(csrf()));
  }

  @Test
  void aDoctorGivesAGuestsVisitToWhoComesBackWithTheCode() throws Exception {
    assertTrue(page(get("/unclaimed").with(doctor)).contains("认领"));
    for (var wrong : List.of("123456", "0000", "")) {
      claim(GUESTS_CODE, wrong).andExpect(flash().attributeExists("mistake"));
    }
    claim(WANGS_CODE, Sealing.WANG).andExpect(flash().attributeExists("mistake"));
    claim("A".repeat(24), Sealing.WANG).andExpect(flash().attributeExists("mistake"));
    claim(GUESTS_CODE, "002x").andExpect(redirectedUrl("/residents/" + wang()));
    assertEquals(5, count("reading where resident = '" + wang() + "'"));
    assertEquals(1, count("visit where visit = 'v2' and claimed_by = 'doctor'"));
    assertEquals(
        1, count("audit_log where action = 'visit.claimed' and resident = '" + wang() + "'"));
    assertTrue(page(get("/residents/" + wang()).with(doctor)).contains("5.6"));
    claim(GUESTS_CODE, Sealing.ZHAO).andExpect(flash().attributeExists("mistake"));
    assertEquals(
        0,
        new GuestReduction(SharedDatabase.pool()).reduce(Sealing.NOW.plus(Duration.ofDays(2))),
        "a claimed visit stays");
    mvc.perform(
            post("/unclaimed/claim")
                .param("code", GUESTS_CODE)
                .param("number", Sealing.WANG)
                .with(operator)
                .with(csrf()))
        .andExpect(status().isForbidden());
  }

  @Test
  void whoIsNotKnownYetIsMadeKnownByAClaim() throws Exception {
    claim(GUESTS_CODE, Sealing.ZHAO);
    assertEquals(
        1,
        count(
            "reading r join resident p on p.id = r.resident where document_number = '"
                + Sealing.ZHAO
                + "' and last_reading_at = effective_at"));
  }

  @Test
  void aClaimComesTooLateOnceTheVisitIsReduced() throws Exception {
    new GuestReduction(SharedDatabase.pool()).reduce(Sealing.NOW.plus(Duration.ofDays(2)));
    claim(GUESTS_CODE, Sealing.WANG).andExpect(flash().attributeExists("mistake"));
    assertFalse(page(get("/unclaimed").with(doctor)).contains("5.6"));
  }

  @Test
  void aTaskIsHandledOnceForEverybody() throws Exception {
    var page = page(get("/tasks").with(doctor));
    for (var shown :
        List.of("血压很高并有不适：胸痛胸闷", "152/95", "149/93", "请医生联系我", "王＊＊", "访客", "未处理 3 件")) {
      assertTrue(page.contains(shown), shown + " in " + page);
    }
    assertFalse(page.contains("王小明"));
    assertTrue(page(get("/residents").with(doctor)).contains("紧急 1"));
    var id = jdbc.queryForObject("select id from task where kind = 'alert'", Long.class);
    var address = "/tasks/" + id + "/handled";
    mvc.perform(post(address).with(operator).with(csrf())).andExpect(status().isForbidden());
    mvc.perform(post(address).with(doctor).with(csrf())).andExpect(redirectedUrl("/tasks"));
    mvc.perform(post(address).with(colleague).with(csrf())).andExpect(redirectedUrl("/tasks"));
    assertEquals(1, count("task where handled_by = 'doctor'"), "the first to say so did it");
    assertEquals(
        2, count("audit_log where action = 'task.handled " + id + "' and resident is not null"));
    assertTrue(page(get("/tasks").with(colleague)).contains("未处理 2 件"));
    mvc.perform(post("/tasks/0/handled").with(doctor).with(csrf()))
        .andExpect(status().isNotFound());
  }

  @Test
  void theTopOfAResidentsPageTellsTheSessionUntilSomethingNewerIsMeasured() throws Exception {
    var card = pressureCard();
    for (var shown :
        List.of("<span>148</span><i>/</i><span>92</span>", "▲ 偏高，1 级范围", "2 次平均", "未休息")) {
      assertTrue(card.contains(shown), shown + " in " + card);
    }
    for (var raw : List.of("147", "不计入")) {
      assertFalse(card.contains(raw), raw + " in " + card);
    }
    var other = laterThanWang("hut-2").pressure("v1", 133, 84);
    ingest(other, 1, other.sealed.size());
    card = pressureCard();
    assertTrue(card.contains("<span>133</span><i>/</i><span>84</span>"), card);
    assertFalse(card.contains("148"), card);
    assertFalse(card.contains("级范围"), card);
  }

  @Test
  void aTrendJoinsSessionsAndWhatNoSessionTellsOf() throws Exception {
    var other = laterThanWang("hut-2").pressure("v1", 133, 84);
    ingest(other, 1, other.sealed.size());
    var page = page(get("/residents/" + wang()).with(doctor));
    var session = row(page, "data-systolic=\"148\"");
    assertTrue(session.contains("data-diastolic=\"92\""), session);
    assertTrue(row(page, "data-systolic=\"147\"").contains("data-assessed=\"true\""), page);
    assertFalse(row(page, "data-systolic=\"133\"").contains("data-assessed"), page);
  }

  /** The beginning of the row that has {@code attribute}. */
  private static String row(String page, String attribute) {
    int at = page.indexOf(attribute);
    assertTrue(at >= 0, attribute + " in " + page);
    return page.substring(page.lastIndexOf("<tr", at), page.indexOf('>', at));
  }

  @Test
  void theTopOfAResidentsPageTellsWhatSpeaksAgainstTheReadingsThatCount() throws Exception {
    var other =
        laterThanWang("hut-2")
            .pressure("v1", 170, 99, Flag.MOVED)
            .pressure("v1", 137, 85, Flag.CALIBRATION_EXPIRED)
            .pressure("v1", 135, 83, Flag.CALIBRATION_EXPIRED)
            .assessed("v1", Sealing.pressureAssessed(136, 84, "BP-HN"));
    ingest(other, 1, other.sealed.size());
    var card = pressureCard();
    assertTrue(card.contains("<span>136</span><i>/</i><span>84</span>"), card);
    assertEquals(card.indexOf("设备检定已过期"), card.lastIndexOf("设备检定已过期"), "once");
    assertTrue(card.contains("设备检定已过期"), card);
    assertFalse(card.contains("测量时有移动"), card);
  }

  /** A kiosk where somebody else was before the same person came. */
  private static Sealing laterThanWang(String kiosk) {
    var sealing = new Sealing(kiosk, 2).guest("v0");
    for (int i = 0; i < 10; i++) {
      sealing.weight("v0", "50");
    }
    return sealing.resident("v1", Sealing.WANG, "王小明");
  }

  /** The first card of the page. */
  private String pressureCard() throws Exception {
    var page = page(get("/residents/" + wang()).with(doctor));
    return page.substring(page.indexOf("<article"), page.indexOf("</article>"));
  }

  @Test
  void aResidentsPageTellsSessionsWithWhatSpeaksAgainstThem() throws Exception {
    var page = page(get("/residents/" + wang()).with(doctor));
    for (var shown :
        List.of("148/92", "▲ 偏高，1 级范围", "未休息", "不计入：测量时有移动", "cn-adult-2026.1 · default")) {
      assertTrue(page.contains(shown), shown);
    }
    mvc.perform(
            post("/residents/" + wang() + "/doctor")
                .param("doctor", " 李医生 ")
                .with(doctor)
                .with(csrf()))
        .andExpect(redirectedUrl("/residents/" + wang()));
    assertEquals(1, count("resident where doctor = '李医生'"));
    assertTrue(page(get("/residents/" + wang()).with(doctor)).contains("李医生"));
  }
}
