/* Sums of files. */
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <string.h>

#define ROUNDS 100000
#define KEY_BYTES 32

struct sums {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int length;
};

static int sum(const char *data, size_t size, struct sums *sums) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int ok = 0;
    if (context == NULL)
        goto done;
    if (!EVP_DigestInit_ex(context, EVP_sha256(), NULL) || !EVP_DigestUpdate(context, data, size))
        goto done;
    ok = EVP_DigestFinal_ex(context, sums->out, &sums->length);
done:
    EVP_MD_CTX_free(context);
    return ok;
}

static int seal(const unsigned char *key, const unsigned char *data, int size, unsigned char *out) {
    unsigned char iv[12];
    int length;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    RAND_bytes(iv, sizeof iv);
    EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, key, iv);
    EVP_EncryptUpdate(context, out, &length, data, size);
    EVP_CIPHER_CTX_free(context);
    return length;
}

SSL_CTX *context(int verify) {
    SSL_CTX *made = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(made, TLS1_2_VERSION);
    SSL_CTX_set_verify(made, verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, NULL);
    return made;
}
