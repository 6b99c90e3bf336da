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

    /**
     * What an operand may hold of a stream whose end is not known: less than four characters of text come to when they are
     * taken for a length.
     */
    static final long MOST_UNSEEN_BYTES = 0x0800_0000;

    /** Nor do so many pickles in a row, however little each of them holds. */
    private static final int ENOUGH_PICKLES = 64;

    /** More bytes are needed to tell. */
    static final int UNDECIDED = -1;

    /**
     * No path to a module is that long, so that whatever import waits for the end of such a name fails, and nothing behind it is reached:
     * a program in one line that begins with {@code const}.
     */
    private static final int LONGEST_MODULE = 0x8000;

    /** Names that leave little doubt what the file is meant to be. */
    private static final Set<String> EXTENSIONS = Set.of("pkl", "pickle", "pck", "pcl", "joblib", "p");

    /** Names of files that torch.load is given: a broken pickle imports what it names, and no text has these. */
    private static final Set<String> LOADED = Set.of("bin", "pt", "pth", "ckpt");

    @Override
    public boolean matches(Head head) {
        boolean whole = head.sizeBytes() >= 0 && head.sizeBytes() <= head.length();
        long end = head.sizeBytes() >= 0 ? head.sizeBytes() : head.length() + MOST_UNSEEN_BYTES;
        boolean named = EXTENSIONS.contains(head.extension());
        boolean loaded = named || LOADED.contains(head.extension());
        if (!loaded && isBzip2(head)) {
            return false;
        }
        return pickles(head.bytes(), 0, head.length(), end, whole, named, false) > 0 || loaded && importsFirst(head);
    }

    /** What bzip2 begins with is BINBYTES of 825 MB to an unpickler, and as much of a large file may be there. */
    private static boolean isBzip2(Head head) {
        return head.has(0, "BZh") && head.has(4, "1AY&SY");
    }

    /** Whether the first opcode is GLOBAL of protocol 0 with names of ASCII: loading imports it, whatever comes then. */
    private static boolean importsFirst(Head head) {
        if (head.at(0) != Opcodes.GLOBAL) {
            return false;
        }
        Trial trial = new Trial(head.bytes(), 0, head.length(), true);
        trial.run(1);
        return trial.names();
    }

    /**
     * How many pickles are sure to begin at {@code from}, one behind the other; 0 if none does. More may follow.
     *
     * @param end where the bytes would end if all of them were at hand
     * @param mayAskForMore whether to answer {@link #UNDECIDED} where more bytes would tell more
     */
    static int continues(byte[] bytes, int from, int to, long end, boolean mayAskForMore) {
        return pickles(bytes, from, to, end, false, false, mayAskForMore);
    }

    /** A pickle that holds next to nothing decides nothing: another may follow it. */
    private static int pickles(
            byte[] bytes, int from, int to, long end, boolean whole, boolean named, boolean mayAskForMore) {
        int at = from;
        for (int before = 0; before < ENOUGH_PICKLES; before++) {
            if (to - at < 2) {
                return mayAskForMore ? UNDECIDED : 0;
            }
            boolean proto = (bytes[at] & 0xff) == Opcodes.PROTO;
            if (!proto && !Trial.mayBegin(bytes[at] & 0xff)) {
                return 0;
            }
            Trial trial = new Trial(bytes, at, to, !proto);
            trial.run(ENOUGH_OPCODES);
            if (!named && !proto && endsInName(trial, bytes, to)) {
                return 0;
            }
            if (mayAskForMore && trial.end() == Trial.End.OUT_OF_BYTES) {
                return UNDECIDED;
            }
            if (proto) {
                return matchesWithProto(trial, bytes[at + 1] & 0xff, named) ? before + 1 : 0;
            }
            if (matchesWithoutProto(trial, to, end, whole, named)) {
                return before + 1;
            }
            if (trial.end() != Trial.End.STOPPED) {
                return 0;
            }
            at = trial.position();
        }
        return ENOUGH_PICKLES;
    }

    /** Whether all that is left is a module that cannot be imported, and nothing was called in front of it. */
    private static boolean endsInName(Trial trial, byte[] bytes, int to) {
        int at = trial.position();
        return trial.end() == Trial.End.OUT_OF_BYTES
                && !trial.calls()
                && to - at > LONGEST_MODULE
                && (bytes[at] == Opcodes.GLOBAL || bytes[at] == Opcodes.INST);
    }

    private static boolean matchesWithoutProto(Trial trial, int to, long end, boolean whole, boolean named) {
        return switch (trial.end()) {
            case STOPPED ->
                trial.holdsSomething()
                        || trial.opcodes() > 1 && (named || whole && trial.position() == to && trial.leavesOne());
            case ENOUGH -> true;
            case OUT_OF_BYTES ->
                named && !(trial.opcodes() == 0 && trial.reachesBeyond(end))
                        || trial.calls()
                        || trial.holdsSomething() && trial.opcodes() >= 16
                        || to < end && !trial.reachesBeyond(end);
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
