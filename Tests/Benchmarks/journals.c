// Writes journals of learners who do not exist: journals FOLDER LEARNERS RECORDS
//
// Each goes through a lesson of 20 steps, tries, errs, asks, and comes back on another day.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 1;

static unsigned draw(unsigned count) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(state >> 33) % count;
}

// FNV-1a with 64 bits over the version and the record, as the journal has it.
static uint64_t check(const char *text) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (int byte = 0; byte < 8; byte++) {
    hash = (hash ^ (byte == 0 ? 2 : 0)) * 0x100000001B3u;
  }
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
  return hash ^ hash >> 32;
}

static void put(FILE *file, const char *record) {
  fprintf(file, "{\"version\":2,\"check\":\"%016" PRIx64 "\",\"record\":%s}\n", check(record), record);
}

int main(int count, char **words) {
  if (count != 4) return 64;
  int learners = atoi(words[2]), records = atoi(words[3]);
  for (int learner = 0; learner < learners; learner++) {
    char path[4096], record[1024];
    snprintf(path, sizeof path, "%s/learner-%04d.jsonl", words[1], learner);
    FILE *file = fopen(path, "w");
    if (!file) return 1;
    long time = 1790000000 + draw(1000000);
    int step = 0;
    for (int index = 0; index < records; index++) {
      time += draw(50) == 0 ? 40000 : 5 + draw(60);
      const char *form =
        "{%s\"hash\":\"0123456789abcdef\",\"lesson\":\"lesson-%d\",%s\"run\":\"1k9x0q8z\","
        "\"step\":\"step-%02d\",%s\"time\":%ld%s}";
      char before[128] = "", middle[64] = "", text[128] = "", after[128] = "";
      switch (index == 0 ? 9 : draw(9)) {
      case 0: case 1: case 2:
        strcpy(before, "\"event\":\"command\",");
        snprintf(text, sizeof text, "\"text\":\"set l0.weight [[%u, -%u]]; train 20 steps\",",
          draw(100), draw(100));
        break;
      case 3: case 4:
        strcpy(before, "\"answered\":false,\"event\":\"attempt\",");
        snprintf(after, sizeof after, ",\"wrong\":\"layers == %u and loss >= 0.05\"", draw(6));
        break;
      case 5:
        strcpy(before, "\"answered\":true,\"event\":\"answer\",");
        strcpy(middle, "\"right\":false,");
        snprintf(text, sizeof text, "\"text\":\"%u\",", draw(20));
        snprintf(after, sizeof after, ",\"wrong\":\"%u +- 1%%\"", draw(20));
        break;
      case 6:
        strcpy(before, "\"event\":\"hint\",");
        strcpy(middle, "\"number\":1,");
        break;
      case 9:
        strcpy(before, "\"event\":\"opened\",");
        strcpy(middle, "\"number\":5,");
        break;
      default:
        strcpy(before, "\"ending\":\"solved\",\"event\":\"solved\",");
        strcpy(middle, "\"number\":2,");
        break;
      }
      snprintf(record, sizeof record, form, before, learner % 3, middle, step % 20, text, time, after);
      put(file, record);
      if (strstr(before, "ending")) step++;
    }
    fclose(file);
  }
  return 0;
}
