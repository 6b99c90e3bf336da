package dev.assay.app.cli;

import dev.assay.app.config.Nearest;
import dev.assay.detectors.indicator.Ecosystems;
import dev.assay.detectors.name.Ecosystem;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Registries as people call them on a command line: by a purl's type, or as OSV and others do, in whatever case. */
final class EcosystemNames {
    private final Ecosystems names = Ecosystems.read();

    /** @param option by which it was given, for the message if it is none */
    Ecosystem of(String name, String option, CommandSpec parsed) {
        return names.ofName(name)
                .flatMap(each -> Ecosystem.ofType(each.type()))
                .orElseThrow(() -> new ParameterException(
                        parsed.commandLine(),
                        option + ": " + name + " is none of " + String.join(", ", Ecosystem.types())
                                + Nearest.hint(name, Ecosystem.types())));
    }
}
