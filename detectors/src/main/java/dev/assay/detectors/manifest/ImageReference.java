package dev.assay.detectors.manifest;

import dev.assay.engine.fact.Dependency.Origin;

/** What an image of a container is called: {@code registry/path/name:tag@digest}. Pure functions. */
public final class ImageReference {
    private static final String ECOSYSTEM = "docker";

    private ImageReference() {}

    /** Whether a text may be an image's reference; one with what somebody else fills in is none. */
    public static boolean isOne(String text) {
        return !text.isEmpty()
                && Character.isLetterOrDigit(text.charAt(0))
                && text.chars().noneMatch(c -> c <= ' ' || "${}<>".indexOf(c) >= 0);
    }

    /** An image; a tag counts as its version, although somebody may move it: only a digest does not change. */
    public static Mention of(String reference) {
        int digestAt = reference.indexOf('@');
        String digest = digestAt < 0 ? "" : reference.substring(digestAt + 1);
        String named = digestAt < 0 ? reference : reference.substring(0, digestAt);
        int colon = named.lastIndexOf(':');
        boolean isTagged = colon > named.lastIndexOf('/');
        String tag = isTagged ? named.substring(colon + 1) : "";
        String path = isTagged ? named.substring(0, colon) : named;
        int slash = path.indexOf('/');
        String host = slash < 0 ? "" : path.substring(0, slash);
        boolean isHost = host.indexOf('.') >= 0 || host.indexOf(':') >= 0 || host.equals("localhost");
        Mention mention = Mention.slashed(ECOSYSTEM, isHost ? path.substring(slash + 1) : path)
                .version(tag.isEmpty() ? digest : tag)
                .range(reference)
                .integrity(digest);
        return isHost ? mention.origin(Origin.Kind.REGISTRY, host) : mention;
    }
}
