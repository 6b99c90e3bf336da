package dev.assay.detectors.model.pickle;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Magic;
import java.util.Set;

/**
 * Recognises pickles. Protocols 2 and up begin with PROTO, but protocols 0 and 1 have no magic at all and look like
 * text, so that only a trial decides: the opcodes of the head must work out as a pickle would, with values where opcodes
 * need them, and lead somewhere that text and random bytes do not.
 */
final class PickleMagic implements Magic {
    /** So many opcodes in a row do not come about by chance. */
    private static final int ENOUGH_OPCODES = 64;

    /** Without PROTO the trial goes on for so long until it comes to something that tells. */
    private static final int MOST_OPCODES = 8192;

    private static final int ENOUGH_PUTS = 8;

    /** Names that leave little doubt what the file is meant to be. */
    private static final Set<String> EXTENSIONS = Set.of("pkl", "pickle", "pck", "pcl", "joblib", "p");

    @Override
    public boolean matches(Head head) {
        return isPickle(
                head.bytes(),
                0,
                head.length(),
                head.sizeBytes() >= 0 && head.sizeBytes() <= head.length(),
                EXTENSIONS.contains(head.extension()));
    }

    /** Whether another pickle begins at {@code from}, behind one that has ended. */
    static boolean continues(byte[] bytes, int from, int to) {
        return isPickle(bytes, from, to, false, false);
    }

    private static boolean isPickle(byte[] bytes, int from, int to, boolean whole, boolean named) {
        if (to - from < 2) {
            return false;
        }
        boolean proto = (bytes[from] & 0xff) == Opcodes.PROTO;
        if (!proto && !Trial.mayBegin(bytes[from] & 0xff)) {
            return false;
        }
        Trial trial = new Trial(bytes, from, to, !proto);
        trial.run(ENOUGH_OPCODES);
        if (!proto && trial.end() == Trial.End.ENOUGH && !trial.holdsSomething()) {
            trial.run(MOST_OPCODES);
        }
        if (proto) {
            return matchesWithProto(trial, bytes[from + 1] & 0xff, named);
        }
        return switch (trial.end()) {
            case STOPPED ->
                trial.holdsSomething()
                        || trial.opcodes() > 1 && (named || whole && trial.position() == to && trial.leavesOne());
            case ENOUGH -> trial.holdsSomething() || trial.puts() >= ENOUGH_PUTS || named;
            case OUT_OF_BYTES -> named || trial.calls() || trial.holdsSomething() && trial.opcodes() >= 16;
            case FAILED -> trial.calls();
        };
    }

    private static boolean matchesWithProto(Trial trial, int protocol, boolean named) {
        boolean known = protocol <= Opcodes.HIGHEST_PROTOCOL;
        return switch (trial.end()) {
            case STOPPED, ENOUGH -> true;
            case OUT_OF_BYTES -> known || trial.opcodes() > 4;
            case FAILED -> known && (named || trial.calls() || trial.opcodes() > 8);
        };
    }
}
