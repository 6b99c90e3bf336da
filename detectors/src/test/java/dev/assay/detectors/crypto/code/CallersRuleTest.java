package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.RuleBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersRuleTest {
    private static final String CIPHERS = "package org.shop; import javax.crypto.Cipher; import javax.crypto.spec.*;"
            + " public class Ciphers { private String name; public Ciphers(String name) { this.name = name; }"
            + " public void on(String cipher, byte[] key, int rounds) throws Exception {"
            + " Cipher.getInstance(cipher).doFinal(); new SecretKeySpec(key, \"AES\"); new PBEParameterSpec(null, rounds); } }";

    private static List<CryptoUse> filled(String... programs) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String program : programs) {
            files.put("f" + files.size() + "/A.java", program);
        }
        return filled(files);
    }

    /** The uses in files that wait for others, by their paths. */
    private static List<CryptoUse> filled(Map<String, String> files) {
        List<Facts> seen = new ArrayList<>();
        files.forEach((path, program) -> {
            Location at = Location.of("", path);
            RecordingSink read = ReadCode.read(at.lastName(), program.getBytes(UTF_8));
            seen.add(new Facts(at, List.of(), List.of(), read.facts()));
        });
        Findings findings = new Findings(new RuleBook(List.of(), List.of()), _ -> true, 10);
        List<CryptoUse> filled = new CallersRule()
                .complete(new Projection(seen, List.of()), findings).stream()
                        .flatMap(facts -> facts.of(CryptoUse.class).stream())
                        .toList();
        assertThat(filled.toString()).doesNotContain("${");
        return filled;
    }

    @Test
    void putsWhatCallersGiveInPlace() {
        List<CryptoUse> uses = filled(
                CIPHERS,
                "package org.shop; class Main { void f() throws Exception { Ciphers c = new Ciphers(\"x\");"
                        + " c.on(\"DES/ECB/PKCS5Padding\", \"secretsecretsecr\".getBytes(), 20); } }");
        assertThat(uses).anySatisfy(use -> {
            assertThat(use.algorithm()).isEqualTo("DES");
            assertThat(use.parameters()).containsEntry("mode", "ECB").containsEntry("padding", "PKCS5Padding");
        });
        assertThat(uses)
                .anySatisfy(use -> assertThat(use.parameters())
                        .containsEntry("key", "static")
                        .containsEntry("keyBits", "128")
                        .containsEntry("keyFrom", "text"));
        assertThat(uses).anySatisfy(use -> assertThat(use.parameters()).containsEntry("iterations", "20"));
    }

    @Test
    void goesThroughFilesInBetween() {
        assertThat(filled(
                        CIPHERS,
                        "package org.shop.web; import org.shop.Ciphers; class Page { Ciphers c = new Ciphers(\"x\");"
                                + " public void with(String name) throws Exception { String s = \"http://\"; c.on(name, null, 0); } }",
                        "package org.shop; import org.shop.web.Page; class Main { void f() throws Exception {"
                                + " new Page().with(\"RC4\"); } }"))
                .extracting(CryptoUse::algorithm)
                .contains("RC4");
    }

    @Test
    void whatOthersCallIsOfNoConcern() {
        assertThat(filled(
                        CIPHERS,
                        "package org.elsewhere; class Main { void f(Ciphers c) throws Exception {"
                                + " new Ciphers(\"x\").on(\"DES/ECB/PKCS5Padding\", null, 1); } }"))
                .allSatisfy(use -> assertThat(use.algorithm()).isNotEqualTo("DES"))
                .allSatisfy(use -> assertThat(use.parameters().values()).doesNotContain("ECB", "1"));
    }

    @Test
    void keepsNoPasswords() {
        List<Fact> facts = ReadCode.facts(
                "package org.shop; class Main { void f() { new Ciphers(\"des/hunter2 is it\").on(\"hunter2\", null, 7); String s = \"DES\"; } }");
        assertThat(facts).hasAtLeastOneElementOfType(ConstantCall.class);
        assertThat(facts.toString()).doesNotContain("hunter2");
    }

    @Test
    void takesOptionsForWhatTheirTypeSays() {
        assertThat(filled(Map.of(
                        "A.cs",
                        "using System.Security.Cryptography;\nnamespace Org.Shop;\nclass A {\n    readonly Settings _s;\n"
                                + "    public A(IOptions<Settings> o) => _s = o.Value;\n    void F(string p) {"
                                + " Rfc2898DeriveBytes.Pbkdf2(p, _s.Salt, _s.Iterations, HashAlgorithmName.SHA256, 32); }\n}\n",
                        "B.cs",
                        "namespace Org.Shop;\nclass Settings {\n    public int Iterations { get; init; } = 77;\n}\n")))
                .anySatisfy(use -> assertThat(use.parameters()).containsEntry("iterations", "77"));
    }

    /** An array of a class in a header that is as long as a key, whatever it is called; none that is longer, or of no bytes. */
    @Test
    void takesArraysOfHeadersForWhatTheyHold() {
        List<CryptoUse> uses = filled(Map.of(
                "src/a.cpp",
                "#include \"a.hpp\"\n#include <openssl/evp.h>\nnamespace a {\nvoid S::f() {\n"
                        + "    EVP_EncryptInit_ex(c, EVP_aes_128_ctr(), nullptr, k, kCounter.data());\n"
                        + "    EVP_EncryptInit_ex(c, EVP_aes_192_ctr(), nullptr, k, kTable.data());\n}\n}\n",
                "src/a.hpp",
                "namespace a {\nclass S {\n    static constexpr int kRounds = 9;\n"
                        + "    static constexpr std::array<std::uint8_t, 16> kCounter{1, 2, 3};\n"
                        + "    static constexpr std::array<std::uint32_t, 16> kTable{1, 2, 3};\n};\n}\n"));
        assertThat(uses)
                .extracting(use -> use.algorithm() + " " + use.parameters().get("iv"))
                .containsExactlyInAnyOrder("aes_128_ctr static", "aes_192_ctr ?");
    }

    /** A text that gives an array, loaded by the name of its file, and one that is not loaded. */
    @Test
    void takesWhatALoadedTextGives() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "src/Payments.php",
                "<?php\nclass Payments {\n    private array $config;\n"
                        + "    public function __construct(?array $config = null) {\n"
                        + "        $this->config = $config ?? require __DIR__ . '/../config.php';\n    }\n"
                        + "    public function seal(string $card) {\n        return openssl_encrypt("
                        + "$card, $this->config['cipher'], $this->config['key'], OPENSSL_RAW_DATA);\n    }\n}\n");
        files.put(
                "config.php",
                "<?php\nreturn ['cipher' => 'AES-128-ECB', 'key' => 'shop-plugin-key!', 'verify_peer' => true];\n");
        files.put("other.php", "<?php\nreturn ['cipher' => 'bf-cbc', 'key' => 'none of its keys'];\n");
        assertThat(filled(files)).singleElement().satisfies(use -> {
            assertThat(use.algorithm()).isEqualTo("?|AES-128-ECB");
            assertThat(use.parameters()).containsEntry("key", "?|static");
        });
    }

    /** Each program uses what another one sets, and what that is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // a module by its name, beside, in a package, with a name of its own, or its constant alone
                "app/a.py|import hashlib, settings;hashlib.pbkdf2_hmac('sha256', p, s, settings.ROUNDS)|app/settings.py|ROUNDS = 1000|iterations=1000",
                "app/a.py|import hashlib;from . import settings;hashlib.pbkdf2_hmac('sha256', p, settings.SALT, 1)|app/settings.py|SALT = b'sixteen bytes it '|salt=static",
                "app/a.py|import hashlib;from app.conf import ROUNDS as N;hashlib.pbkdf2_hmac('sha256', p, s, N)|app/conf/__init__.py|ROUNDS = 2_000|iterations=2000",
                "app/a.py|import hashlib;from conf import Kdf;hashlib.pbkdf2_hmac(Kdf.HASH, p, s, 1)|app/conf.py|class Kdf:; HASH = 'sha512'|hash=sha512",
                "app/a.py|import hashlib;from conf import Hash;hashlib.pbkdf2_hmac(Hash.FAST.value, p, s, 1)|app/conf.py|from enum import Enum;class Hash(str, Enum):; FAST = 'md5'|hash=md5",
                "app/a.py|import hashlib, conf;hashlib.pbkdf2_hmac('sha1', p, s, conf.KDF['rounds'])|app/conf.py|KDF = {'rounds': 77}|iterations=77",
                // what stands for several arguments, and functions of the text that get it; what it does not say is as
                // it is without
                "app/a.py|import hashlib, conf;hashlib.pbkdf2_hmac(password=p, **conf.KDF)|app/conf.py|KDF = {'iterations': 77, 'salt': b'sixteen bytes it '}|{iterations=77, password=?, salt=static, saltBits=136}",
                "app/a.py|import argon2;from conf import HASHING;argon2.PasswordHasher(**HASHING).hash(p)|app/conf.py|HASHING = dict(time_cost=1)|Argon2id{iterations=1}",
                "app/a.py|import hashlib, conf;def hash_password(p, iterations=600000, salt=None):;    hashlib.pbkdf2_hmac('sha256', p, salt, iterations);def f(p):;    hash_password(p, **conf.KDF)|app/conf.py|KDF = {'iterations': 77}|iterations=77,",
                "src/a.js|const c = require('crypto'), conf = require('./conf');c.scryptSync(p, s, 32, conf.SCRYPT)|src/conf.js|exports.SCRYPT = {cost: 1024}|blockSize=8, cost=1024,",
                // modules of JavaScript, as they are written
                "src/a.js|const c = require('crypto'), conf = require('./conf');c.createHash(conf.HASH)|src/conf.js|exports.HASH = 'md5'|md5",
                "src/a.mjs|import c from 'crypto';import {HASH} from '../lib/conf.js';c.createHash(HASH)|lib/conf.js|export const HASH = 'sha1';|sha1",
                "src/a.ts|import {scryptSync} from 'node:crypto';import {defaults} from './conf';const {N} = defaults.kdf;scryptSync(p, s, 32, {N})|src/conf.ts|export const defaults = {kdf: {N: 1024}, algorithm: 'aes-256-gcm'};|cost=1024",
                // packages, types and what they hold
                "A.java|package org.shop; class A { void f() throws Exception { javax.crypto.Mac.getInstance(Names.MAC); } }|B.java|package org.shop; interface Names { String MAC = \"HmacMD5\"; }|HmacMD5",
                "A.java|package org.shop; import static org.shop.b.Sizes.KEY_BITS; class A { void f() throws Exception { java.security.KeyPairGenerator g = java.security.KeyPairGenerator.getInstance(\"RSA\"); g.initialize(KEY_BITS); } }|B.java|package org.shop.b; public class Sizes { public static final int KEY_BITS = 1024; }|keyBits=1024",
                "A.java|package org.shop; class A { void f() throws Exception { javax.crypto.Cipher.getInstance(Suite.OLD.transformation()); } }|B.java|package org.shop; enum Suite { OLD(\"DES/CBC/PKCS5Padding\"), NEW(\"AES/GCM/NoPadding\"); private final String t; Suite(String t) { this.t = t; } String transformation() { return t; } }|DES",
                "A.java|package org.shop; class A { void f() throws Exception { java.security.MessageDigest.getInstance(Names.digest()); } }|B.java|package org.shop; class Names { static String digest() { return \"MD5\"; } }|MD5",
                "A.kt|package org.shop;fun f() { java.security.MessageDigest.getInstance(Names.DIGEST) }|B.kt|package org.shop;object Names { const val DIGEST = \"MD5\" }|MD5",
                // what a parameter's type has in it, of which no caller says what it is: constants of an enumeration,
                // what a class
                // sets of itself; in Go, what a function gives
                "A.java|package org.shop; class A { final Suite suite; A(Suite suite) { this.suite = suite; } void f() throws Exception { javax.crypto.Cipher.getInstance(suite.transformation()); } }|B.java|package org.shop; enum Suite { OLD(\"DES/CBC/PKCS5Padding\"), NEW(\"AES/GCM/NoPadding\"); private final String t; Suite(String t) { this.t = t; } String transformation() { return t; } }|DES{mode=CBC",
                "A.java|package org.shop; class A { void f(char[] p, byte[] s, Settings settings) { new javax.crypto.spec.PBEKeySpec(p, s, settings.rounds); javax.crypto.SecretKeyFactory.getInstance(\"PBKDF2WithHmacSHA1\").generateSecret(new javax.crypto.spec.PBEKeySpec(p, s, settings.rounds)); } }|B.java|package org.shop; class Settings { int rounds = 77; String hash = \"SHA-1\"; }|iterations=77",
                "src/a.go|package main;import (\"crypto/sha1\";\"golang.org/x/crypto/pbkdf2\");func newStore(cfg Settings, p []byte) { pbkdf2.Key(p, cfg.Salt, cfg.Rounds, 32, sha1.New) };func main() { newStore(Defaults(), p) }|src/config.go|package main;import \"crypto/sha1\";type Settings struct {;\tRounds int;\tSalt []byte;};func Defaults() Settings {;\treturn Settings{Rounds: 77, Salt: []byte(\"sixteen bytes it \")};};var h = sha1.New|iterations=77",
                // what is beside it in a package of Go, whatever it is called
                "src/a.go|package main;import (\"crypto/aes\";\"crypto/cipher\");func f() { b, _ := aes.NewCipher([]byte(defaultKey)); cipher.NewCTR(b, []byte(fixedIV)) }|src/config.go|package main;const (;\tdefaultKey = \"0123456789abcdef\";\tfixedIV = \"fedcba9876543210\";)|AES{iv=static, ivBits=128, key=static, keyBits=128, mode=CTR}",
                "src/a.go|package main;import \"golang.org/x/crypto/pbkdf2\";func f(pin string) { pbkdf2.Key([]byte(pin), desKey, hashRounds, 24, sha256.New) }|src/config.go|package main;const hashRounds = 500;var desKey = []byte(\"8bytekey\")|iterations=500, keyBits=192, password=?, salt=static, saltBits=64",
                "app/a.py|import jwt;from settings import JWT_ALG, JWT_SECRET;jwt.encode(c, JWT_SECRET, algorithm=JWT_ALG)|app/settings.py|JWT_ALG = 'HS256';JWT_SECRET = 's3cr3t-do-not-tell'|HS256{key=static, keyBits=144}",
                "src/a.js|import jwt from 'jsonwebtoken';import {TOKEN_ALG, KEY} from './conf';jwt.sign(c, KEY, {algorithm: TOKEN_ALG})|src/conf.js|export const TOKEN_ALG = 'HS256'; export const KEY = 'keyboard cat';|HS256{key=static, keyBits=96}",
                "A.java|package org.shop; class A { void f(java.security.KeyPairGenerator o) throws Exception { java.security.KeyPairGenerator g = java.security.KeyPairGenerator.getInstance(\"EC\"); g.initialize(new java.security.spec.ECGenParameterSpec(Algos.CURVE)); } }|B.java|package org.shop; interface Algos { String CURVE = \"secp384r1\"; }|EC{curve=secp384r1}",
                "src/a.c|void f() { mbedtls_gcm_setkey(&g, MBEDTLS_CIPHER_ID_AES, DEV_KEY, DEV_KEY_BITS); }|include/device.h|#define DEV_KEY_BITS 128;static const unsigned char DEV_KEY[4] = { 0x2b, 0x7e, 0x15, 0x16 };|AES{key=static, keyBits=128, mode=GCM}",
                // headers, whose names are in no module
                "src/a.c|void f() { PKCS5_PBKDF2_HMAC(p, n, s, m, ROUNDS, EVP_sha256(), 32, k); }|include/conf.h|#define ROUNDS 500;#define OTHER 1|iterations=500",
                "src/a.c|void f() { EC_KEY_new_by_curve_name(FC_NID); }|include/conf.h|#define FC_NID NID_secp256k1|secp256k1",
                "src/a.c|void f() { EVP_DigestInit_ex(c, FC_DIGEST, 0); }|include/conf.h|#include <openssl/evp.h>;#define FC_DIGEST EVP_md5()|md5",
                "src/a.c|void f(mbedtls_md_context_t *c) { mbedtls_md_setup(c, mbedtls_md_info_from_type(DEV_MD), 1) + mbedtls_pkcs5_pbkdf2_hmac(c, p, n, s, 16, 1000, 32, k); }|include/dev.h|#define DEV_MD MBEDTLS_MD_SHA1|PBKDF2{hash=SHA-1",
                "src/a.c|void f() { mbedtls_md_hmac(mbedtls_md_info_from_type(PRINT_KIND), k, 16, d, 3, o); }|include/dev.h|#define PRINT_KIND (MBEDTLS_MD_MD5)|HMAC{hash=MD5",
                "src/a.c|void f(EVP_CIPHER_CTX *c) { EVP_EncryptInit_ex(c, FW_CIPHER, 0, k, i); }|include/dev.h|#define FW_CIPHER EVP_aes_128_cbc()|aes_128_cbc",
                "src/a.c|void f(SSL_CTX *c) { SSL_CTX_set_cipher_list(c, TLS_CIPHERS); }|include/dev.h|#define TLS_CIPHERS \"RC4-SHA:AES128-SHA\"|suites=RC4-SHA:AES128-SHA",
                "src/a.cpp|#include <botan/rsa.h>;namespace safe {;auto f(Botan::RandomNumberGenerator& rng) { return std::make_unique<Botan::RSA_PrivateKey>(rng, kKeyBits); };}|src/safe.hpp|namespace safe {;constexpr size_t kKeyBits = 1024;;}|keyBits=1024",
                "src/a.cpp|#include <botan/rsa.h>;namespace safe {;auto f(Botan::RandomNumberGenerator& rng) { return std::make_unique<Botan::RSA_PrivateKey>(rng, KEY_BITS); };}|src/safe.hpp|namespace safe {;constexpr size_t KEY_BITS = 1024;;}|keyBits=1024",
                // addresses, of which only the scheme is told
                "src/a.js|import axios from 'axios';import {LOGIN_URL} from './urls';export const f = (user, password) => axios.post(LOGIN_URL, {user, password})|src/urls.js|export const LOGIN_URL = 'http://auth.example.com/login'|transport=http, usage=secret",
                "src/a.ts|import {API_URL} from './urls';const f = (password) => fetch(`${API_URL}/v1`, {method: 'POST', body: JSON.stringify({password})})|src/urls.ts|export const API_URL = 'http://auth.example.com'|transport=http, usage=secret",
                "app/a.py|import requests, urls;requests.post(urls.LOGIN_URL + '/v1', json={'password': p})|app/urls.py|LOGIN_URL = 'http://auth.example.com'|transport=http, usage=secret",
                // what libraries make, and what a row has words for
                "app/a.py|from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC;import conf;PBKDF2HMAC(conf.HASH_ALGORITHM, 32, s, 1)|app/conf.py|from cryptography.hazmat.primitives import hashes;HASH_ALGORITHM = hashes.SHA1()|hash=SHA1",
                "a.go|package main;import (\"crypto/rsa\";\"example.com/app/conf\");func f() { rsa.GenerateKey(r, conf.KEY_BITS) }|conf/conf.go|package conf;const KEY_BITS = 1024|keyBits=1024",
            })
    void putsConstantsOfOtherFilesInPlace(String path, String program, String other, String constants, String wanted) {
        String use = path.endsWith(".java") || path.endsWith(".cs") ? program : program.replace(";", "\n");
        String set = path.endsWith(".cs") ? constants : constants.replace(";", "\n");
        List<CryptoUse> uses = filled(Map.of(path, use, other, set));
        assertThat(uses)
                .anySatisfy(
                        each -> assertThat(each.algorithm() + each.parameters()).contains(wanted));
    }

    /** A constant of a type, however far in that stands, and one of a module, of which only counts where it comes from. */
    @Test
    void constantsOfTypesAndOfModules() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "A.cs",
                "using System.Security.Cryptography;\nnamespace Org.Shop { class A { void F() {"
                        + " new Rfc2898DeriveBytes(p, s, Options.Rounds); } } }\n");
        files.put(
                "B.cs",
                "namespace Org.Shop\n{\n    public static class Options\n    {\n"
                        + "        public const int Rounds = 1000;\n    }\n}\n");
        assertThat(filled(files))
                .singleElement()
                .satisfies(use -> assertThat(use.parameters()).containsEntry("iterations", "1000"));
        files.clear();
        files.put(
                "src/a.rs",
                "use jsonwebtoken::{encode, EncodingKey, Header};\nuse crate::conf::JWT_SECRET;\n"
                        + "fn f(c: C) { encode(&Header::default(), &c, &EncodingKey::from_secret(JWT_SECRET)); }\n");
        files.put(
                "src/conf.rs", "pub const ROUNDS: u32 = 9;\npub const JWT_SECRET: &[u8] = b\"relay-secret-relay\";\n");
        assertThat(filled(files))
                .singleElement()
                .satisfies(use -> assertThat(use.parameters()).containsEntry("key", "static"));
    }

    /** Each type uses what one of another file has that it inherits from. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a.py|import hashlib;from base import Base;class A(Base):;    def f(self): hashlib.new(self.ALGO)|base.py|class Base:;    ALGO = 'md5'|md5",
                "a.py|import hashlib, base;class A(base.Base):;    @classmethod;    def f(cls): hashlib.new(cls.ALGO)|base.py|class Base:;    ALGO = 'md5'|md5",
                "a.py|import hashlib;from base import Base;class A(Base):;    pass;class B(A):;    def f(self, p): hashlib.pbkdf2_hmac('sha256', p, s, self.ROUNDS)|base.py|class Base:;    ROUNDS = 77|iterations=77",
                "A.java|package org.shop; class A extends Base { void f() throws Exception { java.security.MessageDigest.getInstance(ALGO); } }|Base.java|package org.shop; abstract class Base { protected static final String ALGO = \"MD5\"; }|MD5",
                "A.java|package org.shop; import org.shop.b.Base; class A extends Base { static void f() throws Exception { java.security.MessageDigest.getInstance(A.ALGO); } }|Base.java|package org.shop.b; public class Base { protected static final String ALGO = \"MD5\"; }|MD5",
                // what is no member stays a type of the package
                "A.java|package org.shop; class A extends Base { void f() throws Exception { javax.crypto.Mac.getInstance(Names.MAC); } }|B.java|package org.shop; interface Names { String MAC = \"HmacMD5\"; }|HmacMD5",
                "A.kt|package org.shop;class A : Base() { fun f() { java.security.MessageDigest.getInstance(algorithm) } }|B.kt|package org.shop;abstract class Base { protected val algorithm = \"MD5\" }|MD5",
                "A.cs|using System.Security.Cryptography;namespace Org.Shop { class A : Base { void F() { HashAlgorithm.Create(Algorithm).ComputeHash(d); } } }|B.cs|namespace Org.Shop { abstract class Base { protected const string Algorithm = \"MD5\"; } }|MD5",
                "a.ts|import {createHash} from 'crypto';import {Base} from './base';class A extends Base { f() { createHash(this.algorithm) } }|base.ts|export abstract class Base { protected readonly algorithm = 'md5' }|md5",
            })
    void constantsOfTypesInOtherFilesAreInherited(
            String path, String program, String other, String constants, String wanted) {
        putsConstantsOfOtherFilesInPlace(path, program, other, constants, wanted);
    }

    /** An address that is encrypted, or of this machine, is none that a secret goes over as it is. */
    @ParameterizedTest
    @CsvSource({"https://auth.example.com", "http://localhost:8080/a", "http://127.0.0.1/a"})
    void whatGoesOverNoOpenNetworkIsNoUse(String address) {
        assertThat(filled(Map.of(
                        "a.js",
                        "import axios from 'axios';\nimport {LOGIN_URL} from './urls';\n"
                                + "export const f = (password) => axios.post(LOGIN_URL, {password})\n",
                        "urls.js",
                        "export const LOGIN_URL = '" + address + "'\n")))
                .isEmpty();
    }

    /** Without what it needs a row is no use; a name that may be a library's says itself. */
    @Test
    void whatNoFileSetsIsNoUseOrItself() {
        assertThat(filled(Map.of("a.c", "void f() { EC_KEY_new_by_curve_name(FC_NID); }")))
                .isEmpty();
        assertThat(filled(Map.of(
                        "a.c", "void f() { EC_KEY_new_by_curve_name(FC_NID); }", "conf.h", "#define FC_NID 17\n")))
                .isEmpty();
        assertThat(filled(Map.of("a.c", "void f() { EVP_DigestInit_ex(c, FC_DIGEST, 0); }")))
                .extracting(CryptoUse::algorithm)
                .containsExactly("FC_DIGEST");
    }

    /** Each program has a function that another one calls, and what that gives it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "lib/a.go|package lib;import \"crypto/hmac\";func MAC(h func() hash.Hash, key []byte) { hmac.New(h, key) }|main.go|package main;import (\"crypto/sha512\";\"example.com/svc/lib\");func f() { lib.MAC(sha512.New, []byte(\"0123456789abcdef\")) }|HMAC{hash=SHA-512, key=static, keyBits=128}",
                "a.go|package main;import \"crypto/rsa\";func makeKey(bits int) { rsa.GenerateKey(r, bits) }|main.go|package main;import \"crypto/md5\";func f() { md5.New(); makeKey(1024) }|RSA{keyBits=1024}",
                "lib/cipher.js|const crypto = require('crypto');function hash(alg, d) { return crypto.createHash(alg).update(d) };module.exports = {hash}|index.js|const {hash} = require('./lib/cipher');require('crypto').randomBytes(8);function f(d) { return hash('sha1', d) }|sha1{}",
                "lib/kdf.mjs|import {pbkdf2Sync} from 'node:crypto';export function kdf(p, s, rounds) { return pbkdf2Sync(p, s, rounds, 32, 'sha256') }|app/a.mjs|import * as lib from '../lib/kdf.mjs';import {randomBytes} from 'crypto';function f(p) { randomBytes(8); return lib.kdf(p, s, 300) }|iterations=300",
                "lib/cipher.ts|import {createCipheriv} from 'crypto';export class Field { constructor(o = {}) { this.algorithm = o.algorithm; this.key = o.key };seal(iv) { return createCipheriv(this.algorithm, this.key, iv) } }|a.ts|import {Field} from './lib/cipher';import {randomBytes} from 'crypto';randomBytes(8);const old = new Field({algorithm: 'bf-cbc', key: Buffer.from('oldoldoldoldoldo')})|bf-cbc{iv=?, key=static}",
                "app/helpers.py|from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes;def get_cipher(key, iv=None, mode=None):;    return Cipher(algorithms.AES(key), modes.ECB())|app/a.py|import hashlib;from helpers import get_cipher;def f(d):;    hashlib.sha256(d);    get_cipher(mode='ecb', key=b'0123456789abcdef')|AES{key=static, keyBits=128, mode=ECB}",
                "app/helpers.py|from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes;def get_cipher(key, iv=None):;    return Cipher(algorithms.AES(key), modes.CBC(iv))|app/a.py|import hashlib;from helpers import get_cipher;def f(d):;    return get_cipher(b'0123456789abcdef', d.iv);def g(d):;    hashlib.sha256(d)|AES{iv=?, ivBits=?, key=static, keyBits=128, mode=CBC}",
                "app/helpers.py|from cryptography.hazmat.primitives import hashes;def digest(data, algo=hashes.SHA256):;    h = hashes.Hash(algo())|app/a.py|from cryptography.hazmat.primitives import hashes;from .helpers import digest;def f(d):;    return digest(d, hashes.MD5)|MD5{}",
                "app/helpers.py|import hashlib;def md(name, d):;    return hashlib.new(name, d)|app/a.py|import hashlib;from app import helpers;def f(d):;    hashlib.sha256(d);    return helpers.md('sha1', d)|sha1{}",
            })
    void putsWhatCallersOfOtherModulesGiveInPlace(
            String path, String program, String other, String calls, String wanted) {
        List<CryptoUse> uses = filled(Map.of(path, program.replace(";", "\n"), other, calls.replace(";", "\n")));
        assertThat(uses)
                .anySatisfy(
                        each -> assertThat(each.algorithm() + each.parameters()).contains(wanted));
    }

    private static final String HELPER =
            "package org.shop; import javax.crypto.Cipher; import javax.crypto.spec.*; class Helper {"
                    + " static Cipher on(String name, byte[] key, byte[] iv) throws Exception { Cipher c = Cipher.getInstance(name);"
                    + " if (iv == null) { c.init(1, new SecretKeySpec(key, name.split(\"/\")[0])); } else {"
                    + " c.init(1, new SecretKeySpec(key, name.split(\"/\")[0]), new IvParameterSpec(iv)); } return c; } }";

    /** What one caller gives with one algorithm is not what another one gives with another. */
    @Test
    void callersAreKeptApart() {
        List<String> uses = filled(
                        HELPER,
                        "package org.shop; class Pay { void f(byte[] key) throws Exception {"
                                + " Helper.on(\"DES/ECB/NoPadding\", key, null);"
                                + " Helper.on(\"DESede/CBC/NoPadding\", key, \"8bytesiv\".getBytes()); } }")
                .stream()
                .map(use -> use.purpose() + " " + use.algorithm() + use.parameters())
                .toList();
        assertThat(uses)
                .contains(
                        "cipher DES{key=?, keyBits=?, mode=ECB, padding=NoPadding}",
                        "cipher DESede{iv=static, ivBits=64, key=?, keyBits=?, mode=CBC, padding=NoPadding}")
                .noneMatch(use -> use.contains("/"));
    }

    /** Which way a function goes that decides by what it is given, callers in other files say, each for itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a.py|from Crypto.Cipher import AES;def seal(d, key, mode='gcm', legacy=False):;    if mode == 'ecb':;        return AES.new(key, AES.MODE_ECB).encrypt(d);    if legacy:;        return AES.new(key, AES.MODE_CBC, bytes(16)).encrypt(d);    return AES.new(key, AES.MODE_GCM).encrypt(d)|b.py|import hashlib;from a import seal;def f(d, key): return seal(hashlib.sha256(d).digest(), key, mode='%s')|gcm|GCM",
                "a.py|from Crypto.Cipher import AES;def seal(d, key, mode='gcm'):;    if mode == 'ecb':;        return AES.new(key, AES.MODE_ECB).encrypt(d);    return AES.new(key, AES.MODE_GCM).encrypt(d)|b.py|import hashlib;from a import seal;def f(d, key): return seal(hashlib.sha256(d).digest(), key, '%s')|ecb|ECB GCM",
                "a.py|from Crypto.Cipher import AES;def seal(d, key, mode='ecb'):;    if mode == 'ecb':;        return AES.new(key, AES.MODE_ECB).encrypt(d);    return AES.new(key, AES.MODE_GCM).encrypt(d)|b.py|import hashlib;from a import seal;def f(d, key): return seal(hashlib.sha256(d).digest(), key, '%s')|gcm|ECB GCM",
                "a.js|const c = require('crypto');function seal(d, key, mode) {;if (mode === 'ecb') { return c.createCipheriv('aes-256-ecb', key, null).update(d) };return c.createCipheriv('aes-256-gcm', key, d.iv).update(d) };module.exports = {seal}|b.js|const {seal} = require('./a');const c = require('crypto');exports.f = (d) => seal(d, c.randomBytes(32), '%s')|gcm|aes-256-gcm",
                "A.java|package org.shop; import javax.crypto.*; class A { static byte[] seal(byte[] d, SecretKey k, String mode) throws Exception { Cipher c; if (mode.equals(\"ecb\")) { c = Cipher.getInstance(\"AES/ECB/PKCS5Padding\"); } else { c = Cipher.getInstance(\"AES/GCM/NoPadding\"); } c.init(1, k); return c.doFinal(d); } }|B.java|package org.shop; import javax.crypto.*; class B { void f(byte[] d, SecretKey k) throws Exception { Mac.getInstance(\"HmacSHA256\").doFinal(A.seal(d, k, \"%s\")); } }|gcm|GCM",
                "a/a.go|package a;import (\"crypto/md5\";\"crypto/sha256\");func Sum(d []byte, mode string) {;if mode == \"legacy\" {;md5.Sum(d);} else {;sha256.Sum256(d);};}|b.go|package main;import (\"crypto/rand\";\"example.com/x/a\");func f(d []byte) { rand.Read(d); a.Sum(d, \"%s\") }|v2|SHA-256",
            })
    void callersDecideWhichWayIsGone(
            String path, String program, String other, String calls, String given, String wanted) {
        String use = path.endsWith(".java") ? program : program.replace(";", "\n");
        String call = other.endsWith(".java") ? calls : calls.replace(";", "\n");
        List<CryptoUse> uses = filled(Map.of(path, use, other, call.replace("%s", given)));
        assertThat(uses)
                .extracting(each -> each.parameters().getOrDefault("mode", each.algorithm()))
                .containsExactlyInAnyOrder(wanted.split(" "));
        assertThat(uses).allSatisfy(each -> assertThat(each.parameters()).doesNotContainKey("when"));
        assertThat(filled(Map.of(path, use))).as("without callers").hasSizeGreaterThan(1);
    }

    /** Where a function of the text is called there as well, callers elsewhere count beside that; nobody else, if there are none. */
    @Test
    void callersInTheFileAndElsewhere() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "cryptox/mac.go",
                "package cryptox\nimport (\"crypto/hmac\"\n\"crypto/sha256\"\n\"hash\")\n"
                        + "func MAC(h func() hash.Hash, key []byte) { hmac.New(h, key) }\n"
                        + "func Tag(key []byte) { MAC(sha256.New, key) }\n");
        assertThat(filled(files))
                .singleElement()
                .satisfies(use -> assertThat(use.parameters()).containsEntry("hash", "SHA-256"));
        files.put(
                "app/main.go",
                "package main\nimport (\"crypto/sha1\"\n\"example.com/m/cryptox\")\n"
                        + "func f() { cryptox.MAC(sha1.New, []byte(\"0123456789abcdef\")) }\n");
        assertThat(filled(files))
                .singleElement()
                .satisfies(use -> assertThat(use.parameters())
                        .containsEntry("hash", "SHA-1|SHA-256")
                        .containsEntry("key", "static"));
    }

    /** A default stands for itself where nobody says something else, and where somebody does, beside that. */
    @Test
    void defaultsOfFunctions() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("lib.py", "import hashlib\ndef digest(d, name='sha256'):\n    return hashlib.new(name, d)\n");
        assertThat(filled(files)).extracting(CryptoUse::algorithm).containsExactly("sha256");
        files.put("a.py", "import hashlib, lib\nlib.digest(hashlib.sha256(d))\nlib.digest(d, 'md5')\n");
        assertThat(filled(files)).extracting(CryptoUse::algorithm).containsExactlyInAnyOrder("md5", "sha256");
    }

    /** Of two modules of one name the nearer one is meant, and what is written as a way to a file is that file. */
    @Test
    void theNearestOfSeveralFunctionsIsCalled() {
        String lib =
                "const c = require('crypto');function hash(alg) { return c.createHash(alg) };module.exports = {hash}";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("one/lib.js", lib);
        files.put("two/lib.js", lib);
        files.put("two/a.js", "require('crypto').randomBytes(1); require('./lib').hash('md5')");
        assertThat(filled(files)).extracting(CryptoUse::algorithm).containsExactlyInAnyOrder("", "md5");
        files.put("one/conf.go", "package main\nconst desKey = \"12345678\"\n");
        files.put("two/use.go", "package main\nimport \"crypto/des\"\nfunc f() { des.NewCipher(desKey) }\n");
        assertThat(filled(files))
                .filteredOn(use -> use.algorithm().equals("DES"))
                .singleElement()
                .satisfies(use -> assertThat(use.parameters()).containsEntry("key", "?"));
    }

    /** What tests give says nothing of what a program is given. */
    @Test
    void testsAreNoCallers() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("lib.py", "import hmac, hashlib\ndef mac(key, d):\n    return hmac.new(key, d, hashlib.sha256)\n");
        files.put("tests/test_lib.py", "import hashlib, lib\nhashlib.sha256(d)\nlib.mac(b'0123456789abcdef', d)\n");
        assertThat(filled(files))
                .singleElement()
                .satisfies(use -> assertThat(use.parameters()).containsEntry("key", "?"));
    }

    @Test
    void theNearestOfSeveralConstantsCounts() {
        String use = "import hashlib, settings\nhashlib.pbkdf2_hmac('sha256', p, s, settings.ROUNDS)\n";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("one/settings.py", "ROUNDS = 1");
        files.put("two/settings.py", "ROUNDS = 2");
        files.put("two/app/a.py", use);
        assertThat(filled(files))
                .singleElement()
                .satisfies(each -> assertThat(each.parameters()).containsEntry("iterations", "2"));
    }

    /** What is told of a file says no password, and a file of constants that are of no use for cryptography tells none. */
    @Test
    void constantsTellNoSecrets() {
        String texts = "API_SECRET = 'hunter2 hunter2'\nSALT = 'hunter2'\nGREETING = 'hunter2'\n";
        List<Fact> facts = ReadCode.read("conf.py", texts.getBytes(UTF_8)).facts();
        assertThat(facts).hasAtLeastOneElementOfType(SharedConstant.class);
        assertThat(facts.toString()).doesNotContain("hunter2").doesNotContain("GREETING");
        assertThat(ReadCode.read("a.py", "MOST = 12\nTITLE = 'x'\n".getBytes(UTF_8))
                        .facts())
                .isEmpty();
    }

    /** Nothing leads round in a circle for ever, and a table says no more than its beginning. */
    @Test
    void hostileConstants() {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            table.append("KEY_SIZE_").append(i).append(" = ").append(i).append('\n');
        }
        assertThat(ReadCode.read("a.py", table.toString().getBytes(UTF_8)).facts())
                .hasSizeLessThan(1_000);
        Map<String, String> circle = new LinkedHashMap<>();
        circle.put("a.py", "import b, hashlib\nROUNDS = b.ROUNDS\nhashlib.pbkdf2_hmac('sha1', p, s, ROUNDS)\n");
        circle.put("b.py", "import a\nROUNDS = a.ROUNDS\n");
        assertThat(filled(circle))
                .singleElement()
                .satisfies(each -> assertThat(each.parameters()).containsEntry("iterations", "?"));
    }

    /** Three files in a circle, and others that lead to fifty files each time, which lead back. */
    @Test
    void circlesOverManyFiles() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a/a.py", "import b\nROUNDS = b.ROUNDS\n");
        files.put("a/b.py", "import c\nROUNDS = c.ROUNDS\n");
        files.put("a/c.py", "import a, hashlib\nROUNDS = a.ROUNDS\nhashlib.pbkdf2_hmac('sha1', p, s, ROUNDS)\n");
        assertThat(filled(files))
                .singleElement()
                .satisfies(each -> assertThat(each.parameters()).containsEntry("iterations", "?"));
        files.clear();
        for (int i = 0; i < 50; i++) {
            for (int step = 0; step < 4; step++) {
                String next = "m" + (step + 1) % 4;
                files.put(
                        "at" + i + "/m" + step + "/lib.py",
                        "from " + next + " import lib as other\nROUNDS = other.ROUNDS if x else " + (1000 + i) + "\n");
            }
            files.put(
                    "use" + i + "/a.py",
                    "import hashlib\nfrom m0 import lib\nhashlib.pbkdf2_hmac('sha1', p, s, lib.ROUNDS)\n");
        }
        assertThat(filled(files))
                .hasSize(50)
                .allSatisfy(
                        each -> assertThat(each.parameters().get("iterations")).contains("1000", "1049"));
    }

    /** Each of many uses leads to every constant of many files: what is not followed any more is not known, and that is told. */
    @Test
    void usesThatLeadToAllOthersAreAGap() {
        List<Facts> seen = new ArrayList<>();
        for (int file = 0; file < 200; file++) {
            List<Fact> facts = new ArrayList<>();
            for (int name = 0; name < 256; name++) {
                facts.add(new SharedConstant("m.C" + name, "${m.C" + (name + 1) % 256 + "#-1:word}", -1));
            }
            seen.add(new Facts(Location.of("", "f" + file + "/m.py"), List.of(), List.of(), facts));
        }
        OpenUse open = new OpenUse(CryptoUse.of(
                CryptoUse.Kind.ALGORITHM,
                "PBKDF2",
                "kdf",
                Map.of("iterations", "${m.C0#-1:number}"),
                "Python",
                "hashlib.pbkdf2_hmac",
                0,
                1,
                1));
        for (int use = 0; use < 2_000; use++) {
            seen.add(new Facts(Location.of("", "u" + use + ".py"), List.of(), List.of(), List.of(open)));
        }
        Findings findings = new Findings(new RuleBook(List.of(), List.of()), _ -> true, 10);
        List<Facts> completed = new CallersRule().complete(new Projection(seen, List.of()), findings);
        assertThat(completed)
                .hasSize(2_000)
                .allSatisfy(facts -> assertThat(facts.of(CryptoUse.class))
                        .singleElement()
                        .satisfies(each -> assertThat(each.parameters()).containsEntry("iterations", "?")));
        assertThat(findings.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.LIMIT);
            assertThat(gap.location().path()).startsWith("u");
        });
    }

    /** Of a parameter that so many callers say, what is kept says that there are more. */
    @Test
    void moreThanIsFollowedIsNotKnown() {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            files.put("at" + i + "/conf.py", "ROUNDS = " + (1000 + i) + "\n");
        }
        files.put("a.py", "import hashlib, conf\nhashlib.pbkdf2_hmac('sha1', p, s, conf.ROUNDS)\n");
        assertThat(filled(files))
                .singleElement()
                .satisfies(each -> assertThat(each.parameters().get("iterations"))
                        .contains("1000")
                        .contains("?"));
    }
}
