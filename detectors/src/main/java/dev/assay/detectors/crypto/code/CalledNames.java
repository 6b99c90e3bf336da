package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of all that a text calls: a function of the text with such a name is gone through from there. Stateless. */
final class CalledNames {
    private CalledNames() {}

    static Set<String> of(List<Statement> statements) {
        Set<String> names = new HashSet<>();
        new Walk(
                        _ -> {},
                        expression -> {
                            if (expression instanceof Expression.Call call) {
                                String name =
                                        switch (call.callee()) {
                                            case Expression.Name(String own, int _, int _) -> own;
                                            case Expression.Member(Expression _, String member, int _, int _) -> member;
                                            case Expression _ -> "";
                                        };
                                names.add(name);
                            }
                        })
                .over(statements);
        return names;
    }
}
