package dev.assay.connectors.s3;

import dev.assay.engine.bytes.MalformedException;

/**
 * What a store says of a request that it refuses.
 *
 * @param code one of a long list of words; empty if it says none
 * @param region where the bucket is, if that is what was wrong
 */
record ErrorReply(String code, String region) {
    private static final String ROOT = "Error";

    /** What is no such answer says nothing, and one that breaks says what came first: it repeats names that XML forbids. */
    static ErrorReply parse(byte[] bytes) {
        String[] found = {"", ""};
        try {
            XmlReply.read(bytes, ROOT, (parent, name, text) -> {
                if (parent.equals(ROOT) && name.equals("Code")) {
                    found[0] = text.strip();
                } else if (parent.equals(ROOT) && name.equals("Region")) {
                    found[1] = text.strip();
                }
            });
        } catch (MalformedException e) {
            return new ErrorReply(found[0], found[1]);
        }
        return new ErrorReply(found[0], found[1]);
    }

    /** What it means, in our own words; empty for what the status says as well. */
    String meaning() {
        return switch (code) {
            case "NoSuchBucket" -> "has no bucket of that name";
            case "NoSuchKey" -> "has no object of that name any more";
            case "NoSuchVersion" -> "has no such version of it";
            case "InvalidBucketName" -> "takes that for no name of a bucket";
            case "InvalidObjectState" ->
                "keeps it in an archive (GLACIER, DEEP_ARCHIVE, ...), from where it must be restored before it can be read";
            case "InvalidAccessKeyId" -> "does not know the key AWS_ACCESS_KEY_ID of the login";
            case "SignatureDoesNotMatch" -> "finds the signature wrong: the login's secret is not that of its key";
            case "ExpiredToken", "TokenRefreshRequired" -> "says that the login has expired";
            case "InvalidToken" -> "does not know the session token of the login";
            case "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect" ->
                "has the bucket in another region and does not tell in which: name it (--s3.region)";
            case "RequestTimeTooSkewed" -> "finds the time of the request wrong: look at this machine's clock";
            case "AllAccessDisabled", "AccountProblem" -> "has closed the bucket to everybody";
            case "MethodNotAllowed" -> "has no content there: that version is a mark that it was deleted";
            default -> "";
        };
    }
}
