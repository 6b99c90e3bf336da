package dev.assay.engine.cache;

import dev.assay.engine.fact.CallableReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@link CallableReference} as bytes and back. */
@SuppressWarnings("EnumOrdinal") // a build reads only what the same build wrote
final class CallableCodec {
    /** Every set of uses, by the bits of its members: making one each time took half of the time of reading facts. */
    private static final List<Set<CallableReference.Use>> USES = everySetOfUses();

    private CallableCodec() {}

    private static List<Set<CallableReference.Use>> everySetOfUses() {
        List<Set<CallableReference.Use>> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << CallableReference.Use.values().length; bits++) {
            Set<CallableReference.Use> uses = EnumSet.noneOf(CallableReference.Use.class);
            for (CallableReference.Use use : CallableReference.Use.values()) {
                if ((bits & 1 << use.ordinal()) != 0) {
                    uses.add(use);
                }
            }
            all.add(Set.copyOf(uses));
        }
        return List.copyOf(all);
    }

    static void write(FactOutput out, CallableReference callable) {
        out.text(callable.module());
        out.text(callable.name());
        out.writeByte(callable.reach().ordinal());
        int uses = 0;
        for (CallableReference.Use use : callable.uses()) {
            uses |= 1 << use.ordinal();
        }
        out.writeInt(uses);
        out.text(callable.arguments());
        out.writeLong(callable.count());
        out.longs(callable.offsets());
    }

    static CallableReference read(FactInput in) throws IOException {
        String module = in.text();
        String name = in.text();
        var reach = in.one(CallableReference.Reach.values());
        int bits = in.getInt();
        if (bits < 0 || bits >= USES.size()) {
            throw new IOException("no uses have the bits " + bits);
        }
        Set<CallableReference.Use> uses = USES.get(bits);
        String arguments = in.text();
        long times = in.getLong();
        return new CallableReference(module, name, reach, uses, arguments, times, in.longs());
    }
}
