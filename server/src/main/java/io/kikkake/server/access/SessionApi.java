package io.kikkake.server.access;

import io.kikkake.server.access.Administrators.Administrator;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import io.kikkake.server.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out. */
@RestController
@RequestMapping("/api/session")
class SessionApi {

    private static final int SHORTEST_PASSWORD = 8;

    record SignIn(@Nullable String email, @Nullable String password) {}

    record PasswordChange(
            @Nullable String current, @Nullable String next) {}

    record Session(
            String email,
            String csrf,
            boolean mustChangePassword,
            boolean demo,
            boolean mailbox,
            String workspace,
            String timeZone) {}

    private final Administrators administrators;
    private final SignInBrake brake;
    private final Settings settings;
    private final FirstStart firstStart;
    private final SecurityContextRepository sessions;
    private final CsrfTokenRepository csrfTokens;

    SessionApi(
            Administrators administrators,
            SignInBrake brake,
            Settings settings,
            FirstStart firstStart,
            SecurityContextRepository sessions,
            CsrfTokenRepository csrfTokens) {
        this.administrators = administrators;
        this.brake = brake;
        this.settings = settings;
        this.firstStart = firstStart;
        this.sessions = sessions;
        this.csrfTokens = csrfTokens;
    }

    /** JSON only: a form on another site cannot send it, so nobody is signed in as somebody else unawares. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Session signIn(@RequestBody SignIn given, HttpServletRequest request, HttpServletResponse response) {
        String email = given.email() == null ? "" : given.email();
        Administrator administrator = check(request.getRemoteAddr(), email, given.password());
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                administrator.email(), null, AuthorityUtils.createAuthorityList("ROLE_ADMINISTRATOR")));
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
        return session(administrator, newCsrfToken(request, response));
    }

    @GetMapping
    Session session(Principal who, CsrfToken csrf) {
        if (who.getName().equals(BearerFilter.PROGRAM)) {
            // A program needs no CSRF token, and asking for one would make it a session.
            return session(new Administrator(BearerFilter.PROGRAM, "", false), "");
        }
        return session(administrator(who), csrf.getToken());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@RequestBody PasswordChange change, Principal who, HttpServletRequest request) {
        String next = change.next() == null ? "" : change.next();
        if (next.codePointCount(0, next.length()) < SHORTEST_PASSWORD) {
            throw refused("/next", "A password has at least " + SHORTEST_PASSWORD + " characters.");
        }
        if (Administrators.isLongerThanRead(next)) {
            throw refused("/next", "A password has at most " + Administrators.LONGEST_PASSWORD_BYTES + " bytes.");
        }
        if (next.equals(change.current())) {
            throw refused("/next", "The new password is the same as the current one.");
        }
        try {
            check(request.getRemoteAddr(), who.getName(), change.current());
        } catch (Problem wrong) {
            throw wrong.status() == 401 ? refused("/current", "This is not the current password.") : wrong;
        }
        administrators.changePassword(who.getName(), next);
        firstStart.passwordChanged();
    }

    private Administrator check(String address, String email, @Nullable String password) {
        Duration pause = brake.pause(address, email);
        if (pause.isPositive()) {
            throw new Problem(
                    429,
                    "Too many attempts",
                    "Too many wrong passwords. Try again in " + (pause.toSeconds() + 1) + " seconds.");
        }
        var found = administrators.withPassword(email, password == null ? "" : password);
        if (found.isEmpty()) {
            brake.failed(address, email);
            throw new Problem(401, "Not signed in", "E-mail address or password is wrong.");
        }
        brake.succeeded(address, email);
        return found.get();
    }

    private Administrator administrator(Principal who) {
        return administrators
                .named(who.getName())
                .orElseThrow(() -> new Problem(401, "Not signed in", "Your account was removed."));
    }

    private String newCsrfToken(HttpServletRequest request, HttpServletResponse response) {
        CsrfToken token = csrfTokens.generateToken(request);
        csrfTokens.saveToken(token, request, response);
        // Masked anew for every answer, as the filter does it: compression must not tell the token.
        new XorCsrfTokenRequestAttributeHandler().handle(request, response, () -> token);
        return ((CsrfToken) request.getAttribute(CsrfToken.class.getName())).getToken();
    }

    private Session session(Administrator administrator, String csrf) {
        return new Session(
                administrator.email(),
                csrf,
                administrator.mustChange(),
                settings.demo(),
                !settings.smtp().leaves(),
                settings.workspace(),
                settings.timeZone().getId());
    }

    private static Problem refused(String path, String message) {
        return new Problem(422, "Password not changed", message, List.of(new Fault(path, message, null)));
    }
}
