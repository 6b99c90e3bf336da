package dev.assay.detectors.manifest.python;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Expression.Call;
import dev.assay.engine.code.Expression.Member;
import dev.assay.engine.code.Expression.Name;
import dev.assay.engine.code.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the expressions of a program, from names to what they stand for, within bounds that all who look share. Belongs to one thread.
 */
final class Lookup {
    /** Looked-up expressions; programs that people write need some thousand. */
    private static final int MOST_WORK = 1_000_000;

    /** Of a text, which may stand for as much work as an expression. */
    private static final int CHARACTERS_A_LOOK = 16;

    /** Names that stand for names that stand for names. */
    private static final int MOST_ON_THE_WAY = 30;

    /** What is built of what; it is gone through by recursion. */
    private static final int MOST_DEPTH = 500;

    private final ProgramNames names;
    private final Consumer<Expression> tooFar;
    private final Set<String> onTheWay = new HashSet<>();
    private long work;
    private int depth;

    /** @param tooFar told of what stands for something too far away to be looked up */
    Lookup(ProgramNames names, Consumer<Expression> tooFar) {
        this.names = names;
        this.tooFar = tooFar;
    }

    ProgramNames names() {
        return names;
    }

    /** Whether there is time and depth left for one more look; {@link #leave} must follow if so. */
    boolean enter() {
        if (!affords(1) || depth == MOST_DEPTH) {
            return false;
        }
        depth++;
        return true;
    }

    private boolean affords(int looks) {
        work += looks;
        return work <= MOST_WORK;
    }

    /** Whether there is time left to go through a text of that length, however often it was gone through before. */
    boolean affordsText(int length) {
        return affords(1 + length / CHARACTERS_A_LOOK);
    }

    /** Whether there is room left for one more of what is collected. */
    boolean affordsOne() {
        return affords(1);
    }

    /** Tells of something that there is no time or depth left for. */
    void tooFar(Expression at) {
        tooFar.accept(at);
    }

    void leave() {
        depth--;
    }

    /** Says whether what it looks for is all known. */
    interface Look {
        boolean look();
    }

    /** Looks up what a name stands for, once on each way, as it may be given a part of itself; what is far away is not known. */
    boolean looked(Expression at, String name, Look look) {
        if (onTheWay.size() == MOST_ON_THE_WAY) {
            tooFar.accept(at);
            return true;
        }
        if (!onTheWay.add(name)) {
            return true;
        }
        boolean isKnown = look.look();
        onTheWay.remove(name);
        return isKnown;
    }

    /** The function of the program that is called; null if it is another one. */
    Statement.@Nullable Function function(Call call) {
        return call.callee() instanceof Name name ? names.function(name.name()) : null;
    }

    /** Whether a function or a method of one of these names is called. */
    static boolean isNamed(Call call, String... wanted) {
        String name = call.callee() instanceof Name plain
                ? plain.name()
                : call.callee() instanceof Member member ? member.name() : "";
        return List.of(wanted).contains(name);
    }
}
