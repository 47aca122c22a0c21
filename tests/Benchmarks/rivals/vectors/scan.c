// scan ROWS QUERIES DIMENSIONS: the same search in plain C. Files of 32-bit floats. int8 first pass with vpdpbusd on 512 bits, eight rows at
// once, one thread; the best 40 are scored again with the floats. For each line "FROM COUNT CLIENTS" one line of JSON; clients are one here.
// gcc -O3 -march=native scan.c -lm -o scan
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEEP = 40, TOP = 10 };
typedef struct { float score; int row; } Match;

static void *aligned(size_t bytes) { return aligned_alloc(64, (bytes + 63) / 64 * 64); }

static float *load(const char *path, int dimensions, int *count) {
    FILE *file = fopen(path, "rb");
    fseek(file, 0, SEEK_END);
    size_t bytes = ftell(file);
    rewind(file);
    float *values = aligned(bytes);
    if (fread(values, 1, bytes, file) != bytes) exit(1);
    fclose(file);
    *count = bytes / (dimensions * sizeof(float));
    return values;
}

static float quantize(const float *values, int dimensions, int stride, int8_t *numbers) {
    float largest = 0;
    for (int i = 0; i < dimensions; i++) largest = fmaxf(largest, fabsf(values[i]));
    float scale = largest / 127;
    memset(numbers, 0, stride);
    if (scale > 0) for (int i = 0; i < dimensions; i++) numbers[i] = (int8_t)lrintf(values[i] / scale);
    return scale;
}

static inline __m128i sums(__m512i a, __m512i b, __m512i c, __m512i d) {
    __m256i ab = _mm256_hadd_epi32(_mm256_add_epi32(_mm512_castsi512_si256(a), _mm512_extracti64x4_epi64(a, 1)),
                                   _mm256_add_epi32(_mm512_castsi512_si256(b), _mm512_extracti64x4_epi64(b, 1)));
    __m256i cd = _mm256_hadd_epi32(_mm256_add_epi32(_mm512_castsi512_si256(c), _mm512_extracti64x4_epi64(c, 1)),
                                   _mm256_add_epi32(_mm512_castsi512_si256(d), _mm512_extracti64x4_epi64(d, 1)));
    __m256i all = _mm256_hadd_epi32(ab, cd);
    return _mm_add_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
}

static void insert(Match *best, int *count, int keep, float score, int row) {
    if (*count == keep && score <= best[keep - 1].score) return;
    int at = *count < keep ? (*count)++ : keep - 1;
    for (; at > 0 && best[at - 1].score < score; at--) best[at] = best[at - 1];
    best[at] = (Match){score, row};
}

static void search(const uint8_t *rows, const float *scales, const float *floats, int count, int dimensions, int stride, const float *query, Match *result) {
    int8_t *q = aligned(stride);
    float scale = quantize(query, dimensions, stride, q);
    int offset = 0;
    for (int i = 0; i < stride; i++) offset += 128 * q[i];
    Match best[KEEP];
    int kept = 0;
    for (int r = 0; r + 8 <= count; r += 8) {
        const uint8_t *row = rows + (size_t)r * stride;
        __m512i s[8];
        for (int k = 0; k < 8; k++) s[k] = _mm512_setzero_si512();
        for (int i = 0; i < stride; i += 64) {
            __m512i x = _mm512_load_si512(q + i);
            for (int k = 0; k < 8; k++) s[k] = _mm512_dpbusd_epi32(s[k], _mm512_load_si512(row + (size_t)k * stride + i), x);
        }
        int dots[8];
        _mm_storeu_si128((__m128i *)dots, sums(s[0], s[1], s[2], s[3]));
        _mm_storeu_si128((__m128i *)(dots + 4), sums(s[4], s[5], s[6], s[7]));
        for (int k = 0; k < 8; k++) insert(best, &kept, KEEP, (dots[k] - offset) * scales[r + k] * scale, r + k);
    }
    int found = 0;
    for (int c = 0; c < kept; c++) {
        const float *row = floats + (size_t)best[c].row * dimensions;
        __m512 sum = _mm512_setzero_ps();
        int i = 0;
        for (; i + 16 <= dimensions; i += 16) sum = _mm512_fmadd_ps(_mm512_loadu_ps(row + i), _mm512_loadu_ps(query + i), sum);
        float score = _mm512_reduce_add_ps(sum);
        for (; i < dimensions; i++) score += row[i] * query[i];
        insert(result, &found, TOP, score, best[c].row);
    }
    free(q);
}

static int ascending(const void *x, const void *y) { return (*(double *)x > *(double *)y) - (*(double *)x < *(double *)y); }

int main(int argc, char **argv) {
    int dimensions = atoi(argv[3]), count, queries, stride = (dimensions + 63) / 64 * 64;
    float *floats = load(argv[1], dimensions, &count), *asked = load(argv[2], dimensions, &queries);
    uint8_t *rows = aligned((size_t)count * stride);
    float *scales = aligned(count * sizeof(float));
    for (int r = 0; r < count; r++) {
        scales[r] = quantize(floats + (size_t)r * dimensions, dimensions, stride, (int8_t *)rows + (size_t)r * stride);
        for (int i = 0; i < stride; i++) rows[(size_t)r * stride + i] ^= 128;
    }
    printf("{\"buildSeconds\":0}\n");
    fflush(stdout);
    char line[100];
    int from, many;
    while (fgets(line, sizeof line, stdin) && sscanf(line, "%d %d", &from, &many) == 2) {
        double *times = malloc(many * sizeof(double)), total = 0;
        Match *results = calloc((size_t)many * TOP, sizeof(Match));
        for (int n = 0; n < many; n++) {
            struct timespec start, end;
            clock_gettime(CLOCK_MONOTONIC, &start);
            search(rows, scales, floats, count, dimensions, stride, asked + (size_t)((from + n) % queries) * dimensions, results + (size_t)n * TOP);
            clock_gettime(CLOCK_MONOTONIC, &end);
            total += times[n] = (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) / 1e6;
        }
        qsort(times, many, sizeof(double), ascending);
        printf("{\"p50\":%f,\"p95\":%f,\"perSecond\":%f,\"rows\":[", times[many / 2], times[many * 95 / 100], many / total * 1e3);
        for (int n = 0; n < many * TOP; n++) printf(n ? ",%d" : "%d", results[n].row);
        printf("]}\n");
        fflush(stdout);
        free(times);
        free(results);
    }
}
