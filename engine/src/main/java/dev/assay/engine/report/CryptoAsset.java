package dev.assay.engine.report;

import dev.assay.engine.fact.CryptoUse;

/**
 * Cryptography that was found, for inventories ({@code --facts}, bills of materials). It affects neither verdict nor exit code;
 * what is wrong with it are findings.
 *
 * @param location with the offset, and the line and column where there are lines
 * @param fingerprint the same for the same asset after lines moved or a folder was renamed; another one once its algorithm or
 *     a parameter is another
 */
public record CryptoAsset(Location location, CryptoUse use, String fingerprint) {}
