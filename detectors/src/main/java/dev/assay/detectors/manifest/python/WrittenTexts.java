package dev.assay.detectors.manifest.python;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Expression.Call;
import dev.assay.engine.code.Expression.Member;
import dev.assay.engine.code.Expression.Name;
import dev.assay.engine.code.Expression.Numeral;
import dev.assay.engine.code.Expression.Operation;
import dev.assay.engine.code.Expression.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts that expressions of a program stand for, as far as these are written in it. Belongs to one thread. */
final class WrittenTexts {
    private static final int MOST_TEXT = 100_000;

    private final Lookup lookup;

    WrittenTexts(Lookup lookup) {
        this.lookup = lookup;
    }

    /** The text that something stands for, if that is written; null if it is not. */
    @Nullable
    String text(Expression value) {
        if (!lookup.enter()) {
            return null;
        }
        String text = written(value);
        lookup.leave();
        return text != null && lookup.affordsText(text.length()) ? text : null;
    }

    private @Nullable String written(Expression value) {
        return switch (value) {
            case Text text -> text.value();
            case Numeral numeral -> numeral.text();
            case Name _, Member _ -> {
                String name = ProgramNames.name(value);
                List<Expression> all = lookup.names().values(name);
                String[] found = new String[1];
                if (all.size() == 1) {
                    var _ = lookup.looked(value, name, () -> {
                        found[0] = text(all.getFirst());
                        return true;
                    });
                }
                yield found[0];
            }
            case Operation sum
            when sum.operator().equals("+") -> {
                StringBuilder whole = new StringBuilder();
                for (Expression each : sum.operands()) {
                    String part = text(each);
                    if (part == null || whole.length() > MOST_TEXT) {
                        yield null;
                    }
                    whole.append(part);
                }
                yield whole.toString();
            }
            case Operation filled
            when filled.operator().equals("%") && filled.operands().size() == 2 -> {
                String form = text(filled.operands().getFirst());
                String put = text(filled.operands().getLast());
                yield form != null && put != null && isForOne(form) ? form.replace("%s", put) : null;
            }
            default -> null;
        };
    }

    /** Whether one text is to be put in, and nothing else. */
    private static boolean isForOne(String form) {
        int at = form.indexOf('%');
        return at >= 0 && at == form.indexOf("%s") && at == form.lastIndexOf('%');
    }

    /** With what a text begins that is put together. */
    static String beginning(Expression value) {
        return switch (value) {
            case Text text -> text.value();
            case Operation operation -> {
                String first = beginning(operation.operands().getFirst());
                int sign = first.indexOf('%');
                yield operation.operator().equals("%") && sign >= 0 ? first.substring(0, sign) : first;
            }
            case Call call
            when call.callee() instanceof Member member && member.name().equals("format") -> {
                String first = beginning(member.of());
                int sign = first.indexOf('{');
                yield sign < 0 ? first : first.substring(0, sign);
            }
            default -> "";
        };
    }
}
