package dev.assay.detectors.indicator.command;

import java.util.ArrayList;
import java.util.List;

/** What programs do that stand in a command and that no shell would have: told by what they call. Pure functions. */
final class OneLiners {
    private OneLiners() {}

    /**
     * @param text as it is shown
     * @param program the same, as a shell of Unix would be told
     */
    static List<Trait> traits(String text, String program) {
        List<Trait> traits = new ArrayList<>(0);
        String lower = ProgramText.lower(program);
        boolean isOneProgram = lower.contains("node -e")
                || lower.contains("node --eval")
                || lower.contains("python -c")
                || lower.contains("python3 -c")
                || lower.contains("php -r")
                || lower.contains("powershell")
                || lower.contains("pwsh")
                || lower.contains("frombase64string(")
                || lower.startsWith("import ");
        boolean isEncoded = isOneProgram && lower.contains("-encodedcommand ") || lower.contains("powershell -enc ");
        if (isEncoded || isOneProgram && ProgramText.runsDecoded(program)) {
            traits.add(new Trait(Trait.Kind.RUNS_DECODED, text));
        }
        boolean isRun = lower.contains("iex")
                || lower.contains("invoke-expression")
                || lower.contains("[scriptblock]::create(")
                || lower.contains("invokescript(")
                || lower.contains("add-type -typedefinition (i")
                || lower.contains("assembly]::load(");
        boolean isFetched = lower.contains("downloadstring(")
                || lower.contains("::create((irm ")
                || lower.contains("::create((iwr ")
                || lower.contains("downloaddata(")
                || lower.contains("::create((invoke-")
                || lower.contains("getstringasync(")
                || lower.contains("getresponsestream(")
                || lower.contains("msxml2.xmlhttp")
                || lower.contains("invokescript((i")
                || lower.contains("-typedefinition (irm ")
                || lower.contains("-typedefinition (iwr ");
        if (isRun && isFetched) {
            traits.add(new Trait(Downloads.kind(Addresses.first(List.of("", text))), text));
        }
        if (ReverseShell.isOfPowerShell(lower)) {
            traits.add(new Trait(Trait.Kind.OPENS_SHELL, text));
        }
        return traits;
    }
}
