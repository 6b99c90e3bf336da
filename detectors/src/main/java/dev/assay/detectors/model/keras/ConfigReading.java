package dev.assay.detectors.model.keras;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one configuration. An object with a {@code class_name} is something that Keras makes; which fields it has
 * is known at its end.
 */
final class ConfigReading {
    static final String CLASS = "keras-class";
    static final String FUNCTION = "keras-function";
    static final String LAMBDA = "keras-lambda";
    static final String FILE = "keras-file";

    /** Stands for TensorFlow's module: which function of it a layer of Keras 2 calls. */
    static final String TF_OPERATION = "tfop";

    /** Python's own reader goes no deeper. */
    private static final int MOST_DEPTH = 1_000;

    private static final int MOST_TEXT_BYTES = 1 << 20;
    private static final int MOST_FACTS = 10_000;
    private static final int MOST_PATH = 200;
    private static final int MOST_SHOWN = 120;

    /** Where layers keep functions. */
    private static final Set<String> CODE_KEYS =
            Set.of("function", "output_shape", "mask", "code", "value", "items", "defaults", "closure");

    private static final Set<String> MODELS = Set.of("Sequential", "Functional", "Model");

    /** Classes that read the file which a text under this key names. */
    private static final String VOCABULARY = "vocabulary";

    private final ByteReader in;
    private final JsonReader json;
    private final Sink out;
    private final Budget budget;
    private final List<Frame> open = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private @Nullable Anomaly repeated;

    ConfigReading(ByteReader in, Sink out, Budget budget) throws IOException {
        this.in = in;
        this.json = JsonReader.lax(in, MOST_DEPTH, MOST_TEXT_BYTES);
        this.out = out;
        this.budget = budget;
    }

    void read() throws IOException {
        try {
            for (Token token = json.next(); token != Token.END; token = json.next()) {
                take(token);
            }
            while (!in.atEnd()) {
                int c = in.u8();
                MalformedException.check(
                        c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0,
                        in.position() - 1,
                        "there is something behind its JSON");
            }
        } finally {
            if (repeated != null) {
                out.fact(repeated);
            }
        }
    }

    private void take(Token token) {
        Frame around = open.isEmpty() ? null : open.getLast();
        switch (token) {
            case NAME -> {
                if (around != null) {
                    around.name(json.text());
                }
            }
            case BEGIN_OBJECT, BEGIN_ARRAY -> {
                count(around);
                open.add(
                        new Frame(token == Token.BEGIN_ARRAY, around == null ? "" : around.current(), json.position()));
            }
            case END_OBJECT, END_ARRAY -> end(open.removeLast());
            case STRING -> {
                count(around);
                if (around != null) {
                    text(around, json.text());
                }
            }
            case NUMBER, TRUE, FALSE, NULL -> count(around);
            case END -> {}
        }
    }

    private static void count(@Nullable Frame around) {
        if (around != null && around.isArray()) {
            around.item();
        }
    }

    private void text(Frame around, String text) {
        if (around.text(text) && repeated == null) {
            repeated = new Anomaly(
                    "model/keras-duplicate-key", "'" + around.current() + "' is there twice", json.position());
        }
        boolean codeKey = CODE_KEYS.contains(around.current());
        Payload payload = Payload.of(text, codeKey);
        if (payload == null && (json.isWhole() || !codeKey)) {
            return;
        }
        if (payload == null || !json.isWhole()) {
            out.gap(
                    GapKind.LIMIT,
                    json.position(),
                    "code or data in it is longer than " + MOST_TEXT_BYTES + " bytes",
                    -1);
            return;
        }
        budget.spendEntry();
        out.child(path() + payload.ending(), new MemorySource(payload.bytes()));
    }

    /** The way to the value at hand. */
    private String path() {
        StringBuilder path = new StringBuilder();
        for (Frame frame : open) {
            path.append(path.isEmpty() ? "" : "/").append(frame.step());
        }
        return path.length() > MOST_PATH ? "..." + path.substring(path.length() - MOST_PATH) : path.toString();
    }

    private void end(Frame ended) {
        Frame around = open.isEmpty() ? null : open.getLast();
        String className = ended.get("class_name");
        if (className != null) {
            object(ended, className);
            if (open.isEmpty()) {
                model(ended, className);
            }
        } else if (around != null) {
            if (!ended.isArray() && ended.key().equals("config") && !around.isArray()) {
                around.config(ended);
            }
            if (ended.hasLambda()) {
                around.holdsLambda();
            }
        } else if (ended.hasLambda()) {
            lambda(ended);
        }
    }

    /** The object that all others are in, if it is no mere layer: a SavedModel has a text for each of its objects. */
    private void model(Frame object, String className) {
        if (!MODELS.contains(className) && object.get("keras_version") == null) {
            return;
        }
        Inventory inventory = new Inventory(out);
        inventory.property(Property.FRAMEWORK, "Keras", -1);
        inventory.property(Property.FRAMEWORK_VERSION, orEmpty(object.get("keras_version")), object.at());
        inventory.property(Property.ARCHITECTURE, className, object.at());
        inventory.property(Property.NAME, orEmpty(object.ofConfig("name")), object.at());
        inventory.metadata("backend", orEmpty(object.get("backend")), object.at());
    }

    private void object(Frame object, String className) {
        String module = orEmpty(object.get("module"));
        String registered = orEmpty(object.get("registered_name"));
        String config = object.get("config");
        if (className.equals("__lambda__") && !open.isEmpty()) {
            open.getLast().holdsLambda(); // told with the layer that it belongs to
        } else if (className.equals("Lambda") || object.hasLambda() || className.equals("__lambda__")) {
            lambda(object);
        } else if (className.equals("TFOpLambda")) {
            tell(FUNCTION, qualified(TF_OPERATION, orEmpty(object.ofConfig("function"))), "", object);
        } else if (className.equals("function")) {
            tell(FUNCTION, qualified(module, orEmpty(config)), registered, object);
        } else if (className.equals("__typespec__")) {
            tell(CLASS, qualified(module, orEmpty(object.get("spec_name"))), registered, object);
        }
        tell(CLASS, qualified(module, className), registered, object);
        String vocabulary = object.ofConfig(VOCABULARY);
        if (vocabulary != null) {
            tell(FILE, className + "." + VOCABULARY, vocabulary, object);
        }
        String filepath = object.ofConfig("filepath");
        if (filepath != null) {
            tell(FILE, className + ".filepath", filepath, object);
        }
    }

    /** Keras 2 keeps a function by its name with the module beside it, within the layer's configuration. */
    private void lambda(Frame layer) {
        String name = orEmpty(layer.ofConfig("name"));
        tell(LAMBDA, name.isEmpty() ? orEmpty(layer.get("name")) : name, "", layer);
        String function = layer.ofConfig("function");
        String module = layer.ofConfig("module");
        if (function != null && module != null && "function".equals(layer.ofConfig("function_type"))) {
            tell(FUNCTION, qualified(module, function), "", layer);
        }
    }

    private static String qualified(String module, String name) {
        return module.isEmpty() ? name : module + "." + name;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Once for each name and what is said of it, at its first place. */
    private void tell(String kind, String name, String preview, Frame object) {
        EmbeddedCode code = new EmbeddedCode(kind, shown(name, MOST_SHOWN), shown(preview, MOST_SHOWN), object.at());
        String key = kind + '\n' + code.name() + '\n' + code.preview();
        if (told.size() < MOST_FACTS && told.add(key)) {
            budget.spendFacts(1);
            out.fact(code);
        } else if (told.size() == MOST_FACTS) {
            told.add(key);
            out.gap(GapKind.LIMIT, object.at(), "names more than " + MOST_FACTS + " classes", -1);
        }
    }

    /** Its beginning, without what a terminal heeds. */
    static String shown(String text, int most) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), most); i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c >= 0x7f ? '?' : c);
        }
        return shown.toString();
    }
}
