package io.kikkake.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Programs send the API token with every request; they get no session. */
final class BearerFilter extends OncePerRequestFilter {

    /** Whom requests with the token come from. */
    static final String PROGRAM = "api-token";

    private static final String SCHEME = "Bearer ";

    private final ApiToken token;

    BearerFilter(ApiToken token) {
        this.token = token;
    }

    static boolean carriesToken(HttpServletRequest request) {
        return tokenOf(request) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = tokenOf(request);
        if (given == null) {
            chain.doFilter(request, response);
        } else if (token.is(given)) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                    PROGRAM, "", AuthorityUtils.createAuthorityList("ROLE_PROGRAM")));
            SecurityContextHolder.setContext(context);
            chain.doFilter(request, response);
        } else {
            Refusals.tokenWrong(request, response);
        }
    }

    private static @Nullable String tokenOf(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
