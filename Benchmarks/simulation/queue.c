/* M/M/3 at load 2/3, event by event, with a sum and a histogram of waits: what one thread can do. Prints JSON. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#define SERVERS 3
#define JOBS 10000000

static uint64_t state[4] = {1, 2, 3, 4};

static inline uint64_t rotate(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

/* xoshiro256++, as in Sources/Simulation/Random. */
static inline uint64_t next(void) {
  uint64_t result = rotate(state[0] + state[3], 23) + state[0], shifted = state[1] << 17;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate(state[3], 45);
  return result;
}

static inline double exponential(void) { return -log(((next() >> 11) + 1) * 0x1p-53); }

static double queue[1 << 20];
static long histogram[4096];

int main(void) {
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  double departures[SERVERS] = {INFINITY, INFINITY, INFINITY};
  double arrival = exponential() / 2, waits = 0;
  unsigned head = 0, tail = 0;
  int busy = 0;
  long started = 0;
  while (started < JOBS) {
    int first = 0;
    for (int server = 1; server < SERVERS; server++)
      if (departures[server] < departures[first]) first = server;
    if (arrival < departures[first]) {
      if (busy < SERVERS) {
        int server = 0;
        while (departures[server] != INFINITY) server++;
        departures[server] = arrival + exponential();
        busy++;
        started++;
        histogram[0]++;
      } else {
        queue[tail++ & 0xfffff] = arrival;
      }
      arrival += exponential() / 2;
    } else if (head != tail) {
      double wait = departures[first] - queue[head++ & 0xfffff];
      int class = (int)(wait * 64);
      waits += wait;
      histogram[class > 4095 ? 4095 : class]++;
      started++;
      departures[first] += exponential();
    } else {
      departures[first] = INFINITY;
      busy--;
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double seconds = (end.tv_sec - begin.tv_sec) + (end.tv_nsec - begin.tv_nsec) * 1e-9;
  printf("{\"jobsPerSecond\": %.0f, \"meanWait\": %.4f, \"unhindered\": %ld}\n", JOBS / seconds, waits / JOBS, histogram[0]);
  return 0;
}
