package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import java.util.ArrayList;
import java.util.List;

/** The commands of a text for a shell, one by one. Pure functions. */
public final class CommandWords {
    private CommandWords() {}

    /** Each command from its name on, those that are substituted included; none is empty. */
    public static List<List<String>> of(String text) {
        List<List<String>> all = new ArrayList<>();
        add(ShellText.read(text), all);
        return all;
    }

    /** The same without those that only print, search or compare: what they name, they do not do. */
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
                if (!words.isEmpty()) {
                    all.add(words);
                }
                add(command.inner(), all);
                add(command.programs(), all);
            }
        }
    }
}
