package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commands of a text for a shell, one by one. Pure functions. */
public final class CommandWords {
    private static final Set<String> SETTING = Set.of("export", "local", "declare", "readonly", "typeset");

    private CommandWords() {}

    /**
     * Each command from its name on, those that are substituted included; none is empty. A list that is redirected as a whole stands between
     * braces, of which the second has the redirections.
     */
    public static List<List<String>> of(String text) {
        List<List<String>> all = new ArrayList<>();
        add(ShellText.read(text), all);
        return all;
    }

    /** What variables are set to, in a text for a shell: {@code X=$(a "$Y")} is there as it is written, without quotes. */
    public static Map<String, String> assigned(String text) {
        Map<String, String> all = new LinkedHashMap<>();
        assigned(ShellText.read(text), all);
        return all;
    }

    private static void assigned(List<Pipeline> pipelines, Map<String, String> all) {
        for (Pipeline pipeline : pipelines) {
            for (Command command : pipeline.commands()) {
                List<String> called = Words.command(command.words());
                boolean isSetting = !called.isEmpty() && SETTING.contains(called.getFirst());
                int end = isSetting ? command.words().size() : command.words().size() - called.size();
                for (String word : command.words().subList(0, end)) {
                    int equals = word.indexOf('=');
                    if (equals > 0) {
                        all.put(word.substring(0, equals), word.substring(equals + 1));
                    }
                }
                assigned(command.group(), all);
            }
        }
    }

    /** Each command without those that only print, search or compare: what they name, they do not do. */
    public static List<List<String>> acting(String text) {
        List<List<String>> all = new ArrayList<>();
        for (List<String> command : of(text)) {
            if (Words.acts(command)) {
                all.add(command);
            }
        }
        return all;
    }

    private static void add(List<Pipeline> pipelines, List<List<String>> all) {
        for (Pipeline pipeline : pipelines) {
            for (Command command : pipeline.commands()) {
                List<String> words = Words.command(command.words());
                if (command.group().isEmpty() || words.isEmpty()) {
                    if (!words.isEmpty()) {
                        all.add(words);
                    }
                    add(command.group(), all);
                } else {
                    all.add(List.of("{"));
                    add(command.group(), all);
                    List<String> closed = new ArrayList<>(List.of("}"));
                    closed.addAll(words);
                    all.add(closed);
                }
                add(command.inner(), all);
                add(command.programs(), all);
            }
        }
    }
}
