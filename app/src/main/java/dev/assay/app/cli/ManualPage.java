package dev.assay.app.cli;

import dev.assay.app.Version;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page in roff (man(7)), made from the options themselves. */
final class ManualPage {
    private static final List<String> EXIT_CODES = List.of(
            "0|clean: no finding at or above --fail-on, and nothing unread",
            "1|unsafe: at least one such finding",
            "2|incomplete: no such finding, but something could not be judged",
            "64|wrong usage",
            "70|internal failure",
            "130|interrupted");

    private final PrintStream out;

    private ManualPage(PrintStream out) {
        this.out = out;
    }

    static void print(CommandSpec whole, PrintStream out) {
        new ManualPage(out).page(whole);
    }

    private void page(CommandSpec whole) {
        out.println(".TH ASSAY 1 \"\" \"assay " + Version.NUMBER + "\" \"User Commands\"");
        section("NAME");
        text("assay - tells whether models, packages and archives are safe to use");
        section("SYNOPSIS");
        out.println(".B assay");
        text("COMMAND [OPTION]... [ARGUMENT]...");
        section("DESCRIPTION");
        Stream.of(whole.usageMessage().description()).forEach(this::text);
        section("COMMANDS");
        for (Map.Entry<String, CommandLine> command : whole.subcommands().entrySet()) {
            command("assay " + command.getKey(), command.getValue().getCommandSpec());
        }
        section("EXIT STATUS");
        for (String code : EXIT_CODES) {
            tagged(code.substring(0, code.indexOf('|')), code.substring(code.indexOf('|') + 1));
        }
        section("ENVIRONMENT");
        text("Each long option has a variable: --fail-on is ASSAY_FAIL_ON. NO_COLOR turns colours off.");
        section("FILES");
        tagged("assay.yaml", "Settings, looked for from the current folder upwards, but never inside of a target.");
    }

    private void command(String name, CommandSpec spec) {
        out.println(".SS " + escaped(name));
        Stream.of(spec.usageMessage().description()).forEach(this::text);
        spec.positionalParameters().forEach(each -> tagged(each.paramLabel(), joined(each.description())));
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
                String names =
                        Stream.of(option.names()).map(each -> each + label).collect(Collectors.joining(", "));
                String initial =
                        option.defaultValue() == null || option.defaultValue().isEmpty()
                                ? ""
                                : " Default: " + option.defaultValue() + ".";
                tagged(names, joined(option.description()) + initial);
            }
        }
        spec.subcommands().forEach((below, line) -> command(name + " " + below, line.getCommandSpec()));
    }

    private static String joined(String... lines) {
        return String.join(" ", lines);
    }

    private void section(String title) {
        out.println(".SH " + title);
    }

    private void tagged(String tag, String text) {
        out.println(".TP");
        out.println(".B " + escaped(tag));
        text(text);
    }

    private void text(String text) {
        out.println(escaped(text));
    }

    /** A dash is a minus sign, so that options can be copied; a line must not begin like a request. */
    private static String escaped(String text) {
        String safe = text.replace("%n", " ").replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
