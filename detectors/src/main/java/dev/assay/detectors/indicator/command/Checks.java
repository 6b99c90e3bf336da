package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Commands that compare files with digests or signatures. Pure functions. */
final class Checks {
    /** What compares a file with a digest or a signature. */
    private static final Set<String> CHECKERS = Set.of(
            "sha256sum",
            "sha512sum",
            "sha1sum",
            "md5sum",
            "b2sum",
            "shasum",
            "gpg",
            "gpgv",
            "cosign",
            "minisign",
            "get-filehash",
            "slsa-verifier");

    /** Of these, what may be told which files it looks at by what was signed. */
    private static final Set<String> SIGNATURES = Set.of("gpg", "gpgv", "cosign", "minisign", "slsa-verifier");

    private Checks() {}

    /** Who looks at digests has the names of the files from its words, from what is piped to it, or from a list. */
    static void look(Pipeline pipeline, Holders holders) {
        boolean isChecked = false;
        Set<String> lists = new HashSet<>();
        for (Command each : pipeline.commands()) {
            List<String> command = Words.command(each.words());
            String name = command.isEmpty() ? "" : Words.name(command.getFirst());
            isChecked |= CHECKERS.contains(name);
            if (CHECKERS.contains(name) && command.stream().anyMatch(Checks::isOfList)) {
                command.forEach(word -> lists.add(Words.last(word)));
            } else if (SIGNATURES.contains(name)) {
                lists.add(name); // of what was signed
            }
        }
        if (isChecked) {
            holders.checked(said(pipeline), lists);
        }
    }

    private static String said(Pipeline pipeline) {
        StringBuilder said = new StringBuilder();
        for (Command each : pipeline.commands()) {
            said.append(String.join(" ", each.words()))
                    .append('\n')
                    .append(each.document())
                    .append('\n');
        }
        return said.toString();
    }

    private static boolean isOfList(String word) {
        boolean isShort = word.length() > 1 && word.charAt(0) == '-' && word.charAt(1) != '-';
        return word.equals("--check") || isShort && word.indexOf('c') > 0;
    }
}
