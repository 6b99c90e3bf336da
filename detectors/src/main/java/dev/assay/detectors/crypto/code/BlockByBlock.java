package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a cipher's block function that is called in a loop whether it takes one part of the data after the other, which is ECB, or
 * is a part of another mode made by hand: all of these (CBC, CTR, OFB, CFB, CMAC, XTS) have an exclusive or in the loop, and what only
 * makes a stream of bytes takes a counter, which is the same variable each time. Belongs to one text; looks at each loop once.
 */
final class BlockByBlock {
    private static final Set<String> EXCLUSIVE_OR = Set.of("^", "^=");

    private final IdentityHashMap<Statement.Loop, Looked> looked = new IdentityHashMap<>();

    /**
     * What a loop does.
     *
     * @param set names that are set within
     * @param calls by where they begin, the outermost of those at one place
     */
    private record Looked(boolean mixes, Set<String> set, Map<Integer, Expression.Call> calls) {}

    /** Whether the call that begins there takes other data each time round. */
    boolean isOf(int offsetBytes, @Nullable Loops loops) {
        boolean isIn = false;
        for (Loops each = loops; each != null; each = each.around()) {
            Looked one = looked.computeIfAbsent(each.loop(), BlockByBlock::look);
            Expression.Call call = one.calls().get(offsetBytes);
            if (one.mixes() || call != null && !takesOther(call, one.set())) {
                return false;
            }
            isIn = true;
        }
        return isIn;
    }

    private static Looked look(Statement.Loop loop) {
        boolean[] mixes = {false};
        Set<String> set = new HashSet<>();
        Map<Integer, Expression.Call> calls = new HashMap<>();
        new Walk(
                        statement -> {
                            if (statement instanceof Statement.Assignment assignment) {
                                mixes[0] |= EXCLUSIVE_OR.contains(assignment.operator());
                                names(assignment.target(), set);
                            }
                        },
                        expression -> {
                            if (expression instanceof Expression.Operation operation) {
                                mixes[0] |= EXCLUSIVE_OR.contains(operation.operator());
                            } else if (expression instanceof Expression.Call call) {
                                mixes[0] |= name(call.callee()).contains("xor");
                                calls.putIfAbsent(call.start(), call);
                            }
                        })
                .over(loop.body());
        return new Looked(mixes[0], set, calls);
    }

    /** A variable, or several: an element of an array is none. */
    private static void names(Expression target, Set<String> into) {
        if (target instanceof Expression.Name(String name, int _, int _)) {
            into.add(name);
        } else if (target instanceof Expression.Sequence several) {
            several.elements().forEach(each -> names(each, into));
        }
    }

    /** Whether what is encrypted, which comes last, has a name in it that the loop sets. */
    private static boolean takesOther(Expression.Call call, Set<String> set) {
        if (call.arguments().isEmpty()) {
            return true;
        }
        boolean[] other = {false};
        new Walk(
                        _ -> {},
                        expression -> other[0] |=
                                expression instanceof Expression.Name(String name, int _, int _) && set.contains(name))
                .over(call.arguments().getLast().value());
        return other[0];
    }

    private static String name(Expression callee) {
        return switch (callee) {
            case Expression.Name(String name, int _, int _) -> name.toLowerCase(Locale.ROOT);
            case Expression.Member(Expression _, String name, int _, int _) -> name.toLowerCase(Locale.ROOT);
            default -> "";
        };
    }
}
