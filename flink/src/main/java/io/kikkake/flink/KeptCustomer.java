package io.kikkake.flink;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** What Flink keeps of the customer whose key is the current one. */
final class KeptCustomer {

    private final ValueState<byte[]> state;
    private final ValueState<byte[]> attributes;
    private final ValueState<Long> mergedInto;
    private final ListState<LogInput> waiting;
    private final MapState<Long, HandOver> handedOver;

    KeptCustomer(RuntimeContext context) {
        state = context.getState(bytes("state"));
        attributes = context.getState(bytes("attributes"));
        mergedInto = context.getState(new ValueStateDescriptor<>("merged-into", Types.LONG));
        waiting = context.getListState(new ListStateDescriptor<>("waiting", TypeInformation.of(LogInput.class)));
        handedOver = context.getMapState(
                new MapStateDescriptor<>("handed-over", Types.LONG, TypeInformation.of(HandOver.class)));
    }

    private static ValueStateDescriptor<byte[]> bytes(String name) {
        return new ValueStateDescriptor<>(name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    CustomerState load(long id) throws IOException {
        byte[] bytes = state.value();
        byte[] known = attributes.value();
        Value.ObjectOf object = known == null ? Value.ObjectOf.EMPTY : Json.object(known);
        return StateCodec.read(bytes == null ? new byte[0] : bytes, id, object);
    }

    void store(CustomerState before, CustomerState after) throws IOException {
        state.update(StateCodec.write(after));
        if (!after.attributes().equals(before.attributes())) {
            attributes.update(Json.bytes(after.attributes()));
        }
    }

    /** Forgets the customer but for who has taken over. */
    void leave(long into) throws IOException {
        state.clear();
        attributes.clear();
        mergedInto.update(into);
    }

    /** Who has taken over; null while nobody has. Asked only of customers without a state, so that it costs nothing else. */
    @Nullable
    Long mergedInto() throws IOException {
        return state.value() == null ? mergedInto.value() : null;
    }

    /** Whether the customer cannot go on before another's state is there. */
    boolean waits() throws Exception {
        Iterable<LogInput> inputs = waiting.get();
        return inputs != null && inputs.iterator().hasNext();
    }

    void wait(LogInput input) throws Exception {
        waiting.add(input);
    }

    List<LogInput> takeWaiting() throws Exception {
        var inputs = new ArrayList<LogInput>();
        waiting.get().forEach(inputs::add);
        waiting.clear();
        return inputs;
    }

    void arrive(HandOver handOver) throws Exception {
        handedOver.put(handOver.from(), handOver);
    }

    @Nullable
    HandOver takeArrived(long from) throws Exception {
        HandOver arrived = handedOver.get(from);
        if (arrived != null) {
            handedOver.remove(from);
        }
        return arrived;
    }
}
