package io.kikkake.server.mailbox;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether mail is to stay in the house. */
final class NoSmtpServer implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment().getProperty("kikkake.smtp.host", "").isBlank()
                && context.getEnvironment()
                        .getProperty("kikkake.smtp.servers[0].host", "")
                        .isBlank();
    }
}
