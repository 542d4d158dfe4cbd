package org.healthhut.district.access;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Everything but the sign-in page and taken results asks for a session; everything about a
 * resident, for a doctor.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private static final String TAKE_AWAY_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  @Bean
  AuditLog auditLog(DataSource database, InstantSource clock) {
    return new AuditLog(database, clock);
  }

  @Bean
  Accounts accounts(DataSource database, AuditLog audit, InstantSource clock) {
    return new Accounts(database, audit, clock);
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  /** Results for whoever holds a code: no sign-in, no session, nothing that stays anywhere. */
  @Bean
  @Order(1)
  SecurityFilterChain takeAway(HttpSecurity http) throws Exception {
    return http.securityMatcher("/t/**")
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(HttpMethod.GET)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD)
                .permitAll()
                .anyRequest()
                .denyAll())
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(failed ->
            failed.authenticationEntryPoint(
                new HttpStatusEntryPoint(HttpStatus.METHOD_NOT_ALLOWED)))
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(TAKE_AWAY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .addHeaderWriter(
                    new StaticHeadersWriter("X-Robots-Tag", "noindex, nofollow, noarchive")))
        .build();
  }

  @Bean
  SecurityFilterChain doors(HttpSecurity http) throws Exception {
    RequestMatcher api = request -> request.getRequestURI().startsWith("/api/");
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/login", "/assets/**", "/lib/**", "/error")
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/api/kiosks/*/commands")
                .hasRole(Role.ADMINISTRATOR.name())
                .requestMatchers(HttpMethod.POST, "/fleet/**", "/api/alarms/**")
                .hasAnyRole(Role.OPERATOR.name(), Role.ADMINISTRATOR.name())
                .requestMatchers(
                    "/", "/fleet/**", "/quarantine", "/api/kiosks/**", "/api/alarms", "/api/csrf")
                .hasAnyRole(Role.DOCTOR.name(), Role.OPERATOR.name(), Role.ADMINISTRATOR.name())
                .anyRequest()
                .hasRole(Role.DOCTOR.name()))
        .formLogin(login -> login.loginPage("/login").defaultSuccessUrl("/").permitAll())
        .logout(logout -> logout.logoutSuccessUrl("/login?out"))
        .exceptionHandling(failed ->
            failed
                .defaultAuthenticationEntryPointFor(
                    new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), api)
                // A page that refreshes itself goes to the sign-in page as a whole.
                .defaultAuthenticationEntryPointFor(
                    (_, response, _) -> {
                      response.setHeader("HX-Redirect", "/login");
                      response.setStatus(HttpStatus.UNAUTHORIZED.value());
                    },
                    new RequestHeaderRequestMatcher("HX-Request"))
                .defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint("/login"), AnyRequestMatcher.INSTANCE))
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
        .build();
  }
}
