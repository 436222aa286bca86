package io.kikkake.server.access;

import io.kikkake.server.platform.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may call what: the API needs a session or the token, everything else is open to anybody.
 *
 * <p>Cookie sessions prove with a header that the request comes from our own pages; a token proves it by being there.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String EVERYWHERE = "default-src 'self'; img-src * data: blob:; font-src 'self' data:;"
            + " style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; frame-src 'self' blob: data:; object-src"
            + " 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";
    static final String ADMIN_POLICY = EVERYWHERE + "; script-src 'self'";
    /** The shop shows the snippet as a customer's site has it: inline. */
    static final String SHOP_POLICY = EVERYWHERE + "; script-src 'self' 'unsafe-inline'";

    @Bean
    SecurityContextRepository sessions() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    CsrfTokenRepository csrfTokens() {
        var tokens = new HttpSessionCsrfTokenRepository();
        tokens.setHeaderName("X-CSRF-Token");
        return tokens;
    }

    @Bean
    Refusals refusals() {
        return new Refusals();
    }

    /** The cookie of a site served over TLS travels over TLS only. */
    @Bean
    ServletContextInitializer secureCookie(Settings settings) {
        boolean tls = settings.baseUrl().startsWith("https:");
        return context -> context.getSessionCookieConfig().setSecure(tls);
    }

    /** Ingest checks its write keys and tracking its signatures, and every filter not there is time saved for each request. */
    @Bean
    @Order(1)
    SecurityFilterChain ingest(HttpSecurity http) throws Exception {
        return http.securityMatcher("/v1/**", "/t/**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.defaultsDisabled().contentTypeOptions(options -> {}))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain everythingElse(
            HttpSecurity http,
            ApiToken token,
            Refusals refusals,
            SecurityContextRepository sessions,
            CsrfTokenRepository csrfTokens)
            throws Exception {
        // What a request is passed on to was allowed when the request came.
        return http.authorizeHttpRequests(may -> may.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/session")
                        .permitAll()
                        .requestMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/api/**", "/actuator/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .addFilterBefore(new BearerFilter(token), CsrfFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .requireCsrfProtectionMatcher(SecurityConfiguration::needsCsrfToken))
                .securityContext(context -> context.securityContextRepository(sessions))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
                        .addHeaderWriter(SecurityConfiguration::writeContentPolicy))
                .build();
    }

    private static boolean needsCsrfToken(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean signingIn = path.equals("/api/session") && request.getMethod().equals("POST");
        return path.startsWith("/api/")
                && !READING.contains(request.getMethod())
                && !signingIn
                && !BearerFilter.carriesToken(request);
    }

    private static void writeContentPolicy(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader("Content-Security-Policy")) {
            boolean shop = request.getRequestURI().startsWith("/shop/");
            response.setHeader("Content-Security-Policy", shop ? SHOP_POLICY : ADMIN_POLICY);
        }
    }
}
