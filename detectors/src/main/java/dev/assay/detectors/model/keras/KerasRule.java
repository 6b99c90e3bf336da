package dev.assay.detectors.model.keras;

import dev.assay.detectors.model.keras.Names.Row;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Parts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Judges what a configuration names by the lists, and what it brings along by its kind. */
public final class KerasRule implements Rule {
    private static final String DANGEROUS = "model/keras-dangerous-name";
    private static final String CUSTOM = "model/keras-custom-object";
    private static final String LAMBDA = "model/keras-lambda";
    private static final String TORCH = "model/keras-torch-module";
    private static final String FILE = "model/keras-file-reference";
    private static final String ARCHIVE = "model/keras-archive-code";

    private static final String TORCH_WRAPPER = "TorchModuleWrapper";
    private static final String BUILTINS = "builtins";
    private static final String FUNCTION = "function";
    private static final Set<String> LAMBDAS = Set.of("Lambda", "__lambda__");
    private static final int MOST_NAMED = 5;

    /** Read with the first configuration. */
    private static final class Table {
        static final Names NAMES = Names.load();
    }

    @Override
    public void judge(Facts facts, Findings out) {
        Map<String, EmbeddedCode> custom = new LinkedHashMap<>();
        Map<String, EmbeddedCode> programs = new LinkedHashMap<>();
        for (EmbeddedCode code : facts.of(EmbeddedCode.class)) {
            switch (code.language()) {
                case ConfigReading.CLASS -> named(code, false, custom, out);
                case ConfigReading.FUNCTION -> named(code, true, custom, out);
                case ConfigReading.LAMBDA ->
                    out.add(LAMBDA, code.offsetBytes(), code.name(), Map.of("name", code.name()));
                case ConfigReading.FILE -> file(code, out);
                case KerasArchiveDecoder.LANGUAGE -> programs.putIfAbsent(code.name(), code);
                default -> {}
            }
        }
        summarised(CUSTOM, "names", custom, out);
        summarised(ARCHIVE, "files", programs, out);
    }

    /** One finding for all of a kind. */
    private static void summarised(String rule, String what, Map<String, EmbeddedCode> all, Findings out) {
        if (!all.isEmpty()) {
            EmbeddedCode first = all.values().iterator().next();
            List<String> some = all.keySet().stream().limit(MOST_NAMED).toList();
            String more = all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "";
            out.add(rule, first.offsetBytes(), "", Map.of(what, String.join(", ", some) + more));
        }
    }

    private static void named(EmbeddedCode code, boolean function, Map<String, EmbeddedCode> custom, Findings out) {
        Names names = Table.NAMES;
        int dot = code.name().lastIndexOf('.');
        String module = dot < 0 ? "" : code.name().substring(0, dot);
        String name = code.name().substring(dot + 1);
        if (name.equals(TORCH_WRAPPER)) {
            out.add(TORCH, code.offsetBytes(), "", Map.of());
            return;
        }
        if (!function && (name.equals(FUNCTION) || LAMBDAS.contains(name))) {
            if (name.equals(FUNCTION) || Names.isOfKeras(module) || names.module(module) == null) {
                return; // judged by what it names or brings along
            }
        }
        Row row = names.harmful(module, name, function);
        if (row == null && !(function && module.equals(BUILTINS))) {
            row = names.module(module);
        }
        if (row != null) {
            Map<String, String> evidence = Map.of("name", code.name(), "what", row.what());
            out.add(DANGEROUS, row.severity(), code.offsetBytes(), code.name(), evidence);
        } else if (!isKnown(code, module, name)) {
            boolean named =
                    code.preview().isEmpty() || code.preview().equals(FUNCTION); // as all functions are registered
            String own = module.equals(BUILTINS) ? name : code.name();
            custom.putIfAbsent(named ? own : code.preview(), code);
        }
    }

    private static boolean isKnown(EmbeddedCode code, String module, String name) {
        boolean registered = !code.preview().isEmpty()
                && !code.preview().equals(name)
                && !code.preview().equals(FUNCTION)
                && !Names.isOfKeras(Parts.of(code.preview(), '>').getFirst().toLowerCase(Locale.ROOT));
        if (registered) {
            return false;
        }
        return Names.isOfKeras(module)
                || module.startsWith(ConfigReading.TF_OPERATION)
                || (module.isEmpty() || module.equals(BUILTINS)) && Table.NAMES.isOwn(name)
                || name.startsWith("__");
    }

    private static void file(EmbeddedCode code, Findings out) {
        String path = code.preview().replace('\\', '/');
        boolean away = path.startsWith("/")
                || path.startsWith("~")
                || path.contains("://")
                || path.indexOf(':') == 1
                || Parts.of(path, '/').contains("..");
        out.add(
                FILE,
                away ? Severity.HIGH : Severity.MEDIUM,
                code.offsetBytes(),
                code.name(),
                Map.of("name", code.name(), "path", code.preview()));
    }
}
