package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What commands of one text gave. One that is repeated word for word gives the same again where it reads the same and nothing that is held
 * has changed since, and is not judged anew: texts of a megabyte that somebody made to take long are mostly that. Belongs to one
 * {@link CommandJudge}.
 */
final class Repeats {
    private static final int MOST = 1_000;

    /**
     * What a command gave.
     *
     * @param command from its name on
     * @param input what it read
     * @param told the text that the one before it printed; empty for none
     * @param changes of what is held, before it
     * @param flow what it wrote
     * @param said the text that it printed itself; empty for none
     * @param runsInput whether it runs what it reads
     * @param encodes whether it writes that in Base64
     * @param unpacks whether it writes what is packed in a file
     */
    record Given(
            List<String> command,
            Flow input,
            String told,
            int changes,
            Flow flow,
            String said,
            boolean runsInput,
            boolean encodes,
            boolean unpacks) {}

    private final Map<Command, Given> all = new HashMap<>();

    /** Null for a command that is to be judged. */
    @Nullable
    Given given(Command command, Flow input, String told, Holders holders) {
        Given given = all.get(command);
        boolean isSame = given != null
                && given.changes() == holders.changes()
                && given.input().equals(input)
                && given.told().equals(told);
        return isSame ? given : null;
    }

    void put(Command command, Given given) {
        if (all.size() >= MOST) {
            all.clear();
        }
        all.put(command, given);
    }

    void clear() {
        all.clear();
    }
}
