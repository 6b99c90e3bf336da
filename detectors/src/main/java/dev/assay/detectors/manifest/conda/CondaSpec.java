package dev.assay.detectors.manifest.conda;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;

/**
 * What conda is asked for: {@code channel/subdir::name version build}, {@code name=1.2}, {@code name==1.2}, {@code name>=1,<2}, {@code
 * name[version='>=1']}. Pure functions.
 */
final class CondaSpec {
    static final String ECOSYSTEM = "conda";

    private CondaSpec() {}

    static Mention of(String written) {
        String text = written.strip();
        int comment = text.indexOf(" #");
        text = comment < 0 ? text : text.substring(0, comment).strip();
        int channel = text.indexOf("::");
        String named = channel < 0 ? text : text.substring(channel + 2);
        int end = 0;
        while (end < named.length() && " =<>!~[".indexOf(named.charAt(end)) < 0) {
            end++;
        }
        String range = bracketed(named.substring(end).strip());
        Mention mention = Mention.of(ECOSYSTEM, "", named.substring(0, end).toLowerCase(Locale.ROOT))
                .range(range)
                .version(version(range));
        return channel < 0 ? mention : mention.origin(Origin.Kind.REGISTRY, text.substring(0, channel));
    }

    private static String bracketed(String rest) {
        int at = rest.indexOf("version=");
        if (!rest.startsWith("[") || at < 0) {
            return rest.startsWith("[") ? "" : rest;
        }
        String value = rest.substring(at + "version=".length());
        char quote = value.isEmpty() ? ' ' : value.charAt(0);
        boolean isQuoted = quote == '\'' || quote == '"';
        int end = isQuoted ? value.indexOf(quote, 1) : value.indexOf(']');
        return end < 0 ? "" : value.substring(isQuoted ? 1 : 0, end);
    }

    /** {@code ==1.2} is one version, as is one with a build; {@code =1.2} is any that begins so. */
    private static String version(String range) {
        boolean isExact = range.startsWith("==");
        String text = isExact ? range.substring(2) : range.startsWith("=") ? range.substring(1) : range;
        List<String> parts = Parts.of(text.strip().replace(' ', '='), '=');
        String version = parts.getFirst();
        boolean isBuilt = parts.size() > 1 && !parts.get(1).isEmpty();
        boolean isPlain = !version.isEmpty() && version.chars().noneMatch(c -> "<>!~*|,".indexOf(c) >= 0);
        return isPlain && (isExact || isBuilt) ? version : "";
    }

    /** {@code channel/subdir/name-version-build.conda}; a mention without a name if the address is none of a package. */
    static Mention ofAddress(String address) {
        int slash = address.lastIndexOf('/');
        String file = address.substring(slash + 1);
        String stem = file.endsWith(".tar.bz2")
                ? file.substring(0, file.length() - ".tar.bz2".length())
                : file.endsWith(".conda") ? file.substring(0, file.length() - ".conda".length()) : "";
        int build = stem.lastIndexOf('-');
        int version = stem.lastIndexOf('-', build - 1);
        if (version <= 0) {
            return Mention.of(ECOSYSTEM, "", "");
        }
        return Mention.of(ECOSYSTEM, "", stem.substring(0, version))
                .version(stem.substring(version + 1, build))
                .origin(originOf(address));
    }

    /** The channel that an archive is from: its address without the platform and the file. */
    static Origin originOf(String address) {
        int slash = address.lastIndexOf('/');
        int subdir = slash < 0 ? -1 : address.lastIndexOf('/', slash - 1);
        return subdir < 0
                ? Origin.DEFAULT
                : new Origin(Origin.Kind.REGISTRY, Addresses.plain(address.substring(0, subdir)));
    }
}
