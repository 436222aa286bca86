package io.kikkake.server.delivery;

import io.kikkake.server.customer.Profile;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topics every workspace begins with, for as long as nothing else provides {@link TopicRules}. */
@Configuration(proxyBeanMethods = false)
class StandardTopics {

    private record Topic(String japanese, String english, boolean transactional, boolean optIn) {}

    private static final Map<String, Topic> TOPICS = Map.of(
            "offers", new Topic("お得なお知らせ", "Offers", false, true),
            "news", new Topic("お知らせ", "News", false, false),
            "sales", new Topic("担当者からのご連絡", "Contact from our sales team", false, false),
            "service", new Topic("お手続きに関するご連絡", "Service messages", true, false));

    @Bean
    @ConditionalOnMissingBean
    TopicRules topicRules() {
        return new TopicRules() {
            @Override
            public boolean allows(Profile customer, String id) {
                Topic topic = TOPICS.get(id);
                if (topic == null || topic.transactional()) {
                    return topic != null;
                }
                return customer.consents().getOrDefault(id, !topic.optIn());
            }

            @Override
            public boolean atLeastOnce(String id) {
                Topic topic = TOPICS.get(id);
                return topic != null && topic.transactional();
            }

            @Override
            public String name(String id, Locale language) {
                Topic topic = TOPICS.get(id);
                if (topic == null) {
                    return id;
                }
                return language.getLanguage().equals("ja") ? topic.japanese() : topic.english();
            }
        };
    }
}
