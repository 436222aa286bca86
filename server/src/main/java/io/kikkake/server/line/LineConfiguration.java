package io.kikkake.server.line;

import io.kikkake.server.platform.Settings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets LINE up as the settings say. */
@Configuration
class LineConfiguration {

    @Bean
    LineClient lineClient(Settings settings, Clock clock) {
        return new LineClient(settings.line(), clock);
    }

    @Bean
    Quota lineQuota(LineClient line, Clock clock) {
        return new Quota(line::quota, clock);
    }

    @Bean(destroyMethod = "")
    LineChannel lineChannel(Settings settings, LineClient line, Quota quota, Friends friends) {
        return new LineChannel(settings.line(), line, quota, friends::isBlocked);
    }
}
