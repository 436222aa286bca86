package io.kikkake.server.delivery;

import io.kikkake.engine.Matter;
import io.kikkake.engine.scenario.Topic.Consent;
import io.kikkake.engine.scenario.Topic.Kind;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.scenario.Topics;
import io.kikkake.server.scenario.Topics.Named;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The topics of the workspace, by the same rule the engine decides with. */
@Component
class PublishedTopics implements TopicRules {

    private final Topics topics;

    PublishedTopics(Topics topics) {
        this.topics = topics;
    }

    @Override
    public boolean allows(Profile customer, String topic) {
        return topics.named(topic)
                .filter(named -> named.topic().permits(Matter.said(customer.consents(), topic)))
                .isPresent();
    }

    @Override
    public boolean refuses(Profile customer, String topic, String channel) {
        boolean asked = topics.named(topic)
                .filter(named -> named.topic().consent() == Consent.NONE)
                .isEmpty();
        return asked && Matter.isRefused(customer.consents(), Matter.channel(channel));
    }

    @Override
    public boolean atLeastOnce(String topic) {
        return topics.named(topic)
                .filter(named -> named.topic().kind() == Kind.TRANSACTIONAL)
                .isPresent();
    }

    @Override
    public String name(String topic, Locale language) {
        boolean japanese = language.getLanguage().equals("ja");
        return topics.named(topic)
                .map(Named::name)
                .map(name -> japanese ? name.ja() : name.en())
                .orElse(topic);
    }
}
