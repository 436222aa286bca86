package io.kikkake.server.consent;

import io.kikkake.engine.Matter;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.customer.Consents.Word;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.scenario.Topics.Named;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a customer may choose, and how it stands.
 *
 * @param topics with a choice
 * @param always topics without one
 * @param channels by which the customer could be reached
 */
record Preferences(List<Choice> topics, List<Names> always, List<Choice> channels, Often often, boolean stopped) {

    /** @param confirmed whether a yes counts only once it is confirmed */
    record Choice(String id, Names name, boolean yes, boolean confirmed) {}

    /** How often marketing messages may come. */
    enum Often {
        ALL,
        WEEK,
        MONTH;

        static Often of(String word) {
            return switch (word) {
                case "week" -> WEEK;
                case "month" -> MONTH;
                default -> ALL;
            };
        }
    }

    static Preferences of(Profile customer, Collection<Named> topics, Collection<Channel> channels) {
        var chosen = new ArrayList<Choice>();
        var always = new ArrayList<Names>();
        for (Named named : topics) {
            Topic topic = named.topic();
            if (!named.offered()) {
                continue;
            }
            if (topic.consent() == Topic.Consent.NONE) {
                always.add(named.name());
            } else {
                boolean yes = topic.permits(Matter.said(customer.consents(), topic.id()));
                chosen.add(new Choice(topic.id(), named.name(), yes, topic.doubleOptIn()));
            }
        }
        var ways = new ArrayList<Choice>();
        for (Channel channel : channels) {
            if (channel.isReady() && reaches(channel, customer)) {
                boolean refused = Matter.isRefused(customer.consents(), Matter.channel(channel.id()));
                ways.add(new Choice(channel.id(), channel.name(), !refused, false));
            }
        }
        return new Preferences(
                List.copyOf(chosen),
                List.copyOf(always),
                List.copyOf(ways),
                often(customer),
                Matter.isRefused(customer.consents(), Matter.EVERYTHING));
    }

    /** A channel that needs no address is no way to the customer, but to a program. */
    private static boolean reaches(Channel channel, Profile customer) {
        return channel.attribute() != null
                && new io.kikkake.engine.scenario.Channel(channel.id(), channel.attribute())
                                .address(customer.attributes())
                        != null;
    }

    private static Often often(Profile customer) {
        if (Matter.isRefused(customer.consents(), Matter.MORE_THAN_MONTHLY)) {
            return Often.MONTH;
        }
        return Matter.isRefused(customer.consents(), Matter.MORE_THAN_WEEKLY) ? Often.WEEK : Often.ALL;
    }

    /**
     * What the customer says by sending the form: only what is different now.
     *
     * @param shown what the form showed; about what was added since, nothing is said
     */
    List<Word> words(Set<String> shown, Set<String> topicsChosen, Set<String> channelsChosen, Often wanted) {
        var words = new ArrayList<Word>();
        for (Choice topic : topics) {
            boolean yes = topicsChosen.contains(topic.id());
            if (shown.contains(topic.id()) && yes != topic.yes()) {
                words.add(new Word(topic.id(), yes));
            }
        }
        for (Choice channel : channels) {
            boolean yes = channelsChosen.contains(channel.id());
            String matter = Matter.channel(channel.id());
            if (shown.contains(matter) && yes != channel.yes()) {
                words.add(new Word(matter, yes));
            }
        }
        if (wanted != often) {
            if (often != Often.ALL) {
                words.add(new Word(matter(often), true));
            }
            if (wanted != Often.ALL) {
                words.add(new Word(matter(wanted), false));
            }
        }
        return words;
    }

    private static String matter(Often often) {
        return often == Often.MONTH ? Matter.MORE_THAN_MONTHLY : Matter.MORE_THAN_WEEKLY;
    }

    /**
     * What the customer says who wants nothing any more, of all topics there are.
     *
     * @param all also those that the page does not show
     */
    static List<Word> stop(Profile customer, Collection<Named> all) {
        var words = new ArrayList<Word>();
        for (Named named : all) {
            Topic topic = named.topic();
            boolean refused = Matter.isRefused(customer.consents(), topic.id());
            if (topic.consent() != Topic.Consent.NONE && !refused) {
                words.add(new Word(topic.id(), false));
            }
        }
        if (!Matter.isRefused(customer.consents(), Matter.EVERYTHING)) {
            words.add(new Word(Matter.EVERYTHING, false));
        }
        return words;
    }
}
