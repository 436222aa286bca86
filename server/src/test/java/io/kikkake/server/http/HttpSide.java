package io.kikkake.server.http;

import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.ChannelContract;

/** A channel that calls {@link ProviderStub}. */
abstract class HttpSide implements ChannelContract.Side {

    private final ProviderStub stub;
    private final Channel channel;
    private final String address;
    private final Value.ObjectOf content;

    HttpSide(ProviderStub stub, Channel channel, String address, Value.ObjectOf content) {
        this.stub = stub;
        this.channel = channel;
        this.address = address;
        this.content = content;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Value.ObjectOf content() {
        return content;
    }

    @Override
    public void will(ChannelContract.Mood mood) {
        stub.status = switch (mood) {
            case ACCEPTS -> 200;
            case REFUSES -> 410;
            case BUSY -> 429;
            case SILENT -> 0;
            case UNREACHABLE, SPENT -> throw new IllegalArgumentException(mood.name());
        };
    }

    @Override
    public void leave() {
        stub.close();
    }

    @Override
    public int passedOn() {
        return stub.taken.get();
    }

    @Override
    public void close() {
        channel.close();
        stub.close();
    }
}
