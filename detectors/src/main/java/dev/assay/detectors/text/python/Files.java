package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Functions.PathMeaning;
import dev.assay.detectors.text.python.Value.Method;
import dev.assay.detectors.text.python.Value.Text;
import java.util.List;

/** What is read from and written to files, by what their paths mean. For one source. */
final class Files {
    private static final int MOST_PATH = 1_000;

    private final Source source;
    private final Functions functions;

    Files(Source source, Functions functions) {
        this.source = source;
        this.functions = functions;
    }

    Value open(Value path, List<Value> mode, int taints, int at) {
        String how = !mode.isEmpty() && mode.getFirst() instanceof Text text ? text.text() : "r";
        if (!(path instanceof Text text)) {
            return Method.of(Value.of(taints), "open");
        }
        if (how.contains("w") || how.contains("a") || how.contains("x") || how.contains("+")) {
            startup(text, at);
            return Value.UNKNOWN;
        }
        return read(text.text());
    }

    Value read(String path) {
        return functions.meaning(path) == PathMeaning.CREDENTIALS ? Value.of(Taint.CREDENTIALS) : Value.UNKNOWN;
    }

    void written(Text path, List<Value> content, int at) {
        startup(path, at);
        for (Value part : content) {
            if (Taint.has(part, Taint.NETWORK)) {
                source.part(Source.Part.DOWNLOAD);
            }
        }
    }

    private void startup(Text path, int at) {
        if (functions.meaning(path.text()) == PathMeaning.STARTUP) {
            source.tell(Shape.STARTUP_WRITE, path.text(), at);
        }
    }

    Value copied(List<Value> arguments, int taints, int at) {
        if (arguments.size() > 1 && arguments.get(1) instanceof Text to) {
            startup(to, at);
        }
        return Value.of(taints);
    }

    static Value pathOf(List<Value> parts) {
        Value path = parts.isEmpty() ? Value.UNKNOWN : parts.getFirst();
        for (int i = 1; i < parts.size(); i++) {
            path = pathOf(path, parts.get(i));
        }
        return path;
    }

    /** A path of which a part is known: what is not known stands as {@code ~}. */
    static Value pathOf(Value one, Value other) {
        int taints = Value.joined(one, other).taints();
        if (other instanceof Text end && end.text().length() < MOST_PATH) {
            String begin = one instanceof Text text && text.text().length() < MOST_PATH ? text.text() : "~";
            return new Text(begin + "/" + end.text(), taints);
        }
        return one instanceof Text ? one : Value.of(taints);
    }
}
