package dev.assay.detectors.manifest.conda;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;

/**
 * What conda is asked for: an archive's address, {@code channel/subdir::name version build}, {@code name=1.2}, {@code name==1.2}, {@code name>=1,<2}, {@code
 * name[version='>=1']}. Pure functions.
 */
final class CondaSpec {
    static final String ECOSYSTEM = "conda";

    private CondaSpec() {}

    static Mention of(String written) {
        String text = written.strip();
        int comment = text.indexOf(" #");
        text = comment < 0 ? text : text.substring(0, comment).strip();
        if (Addresses.isAddress(text)) {
            int digest = text.indexOf('#');
            return ofAddress(digest < 0 ? text : text.substring(0, digest));
        }
        int channel = text.indexOf("::");
        String named = channel < 0 ? text : text.substring(channel + 2);
        int end = 0;
        while (end < named.length() && " =<>!~[".indexOf(named.charAt(end)) < 0) {
            end++;
        }
        String rest = named.substring(end).strip();
        boolean isBracketed = rest.startsWith("[");
        String range = isBracketed ? bracketed(rest, "version=") : rest;
        boolean isBare = isBracketed && !range.isEmpty() && Character.isDigit(range.charAt(0)); // and so the only one
        String from = isBracketed ? bracketed(rest, "channel=") : "";
        Mention mention = Mention.of(ECOSYSTEM, "", named.substring(0, end).toLowerCase(Locale.ROOT))
                .range(range)
                .version(version(isBare ? "==" + range : range));
        String told = channel < 0 ? from : text.substring(0, channel);
        return told.isEmpty() ? mention : mention.origin(Origin.Kind.REGISTRY, told);
    }

    private static String bracketed(String rest, String key) {
        int at = rest.indexOf(key);
        if (at < 0) {
            return "";
        }
        String value = rest.substring(at + key.length());
        char quote = value.isEmpty() ? ' ' : value.charAt(0);
        boolean isQuoted = quote == '\'' || quote == '"';
        int comma = isQuoted ? -1 : value.indexOf(',');
        int end = isQuoted ? value.indexOf(quote, 1) : comma < 0 ? value.indexOf(']') : comma;
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
