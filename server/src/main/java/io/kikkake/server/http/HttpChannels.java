package io.kikkake.server.http;

import io.kikkake.server.channel.Channel;
import io.kikkake.server.platform.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up what can be reached by HTTP calls of our own. */
@Configuration
class HttpChannels {

    @Bean(destroyMethod = "")
    Channel smsChannel(Settings settings) {
        return new SmsChannel(settings.sms());
    }

    @Bean(destroyMethod = "")
    Channel webhookChannel(Settings settings) {
        return new HookChannel(settings.hook(), settings.webhook().secret());
    }
}
