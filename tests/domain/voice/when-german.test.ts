import { describe, expect, it } from "vitest";
import { readWhen, table } from "./read-when.ts";

const MONDAY = Date.parse("2026-11-23T09:30:00+01:00");

describe("parseWhen in German, on Saturday 21 November 2026 at 10:00 in Berlin", () => {
  it.each(
    table(`
      morgen um halb drei = 22.11. 14:30
      morgen um viertel nach drei = 22.11. 15:15
      Viertel vor vier = 21.11. 15:45
      dreiviertel vier = 21.11. 15:45
      drei viertel vier = 21.11. 15:45
      Viertel vier = 21.11. 15:15
      fünf vor halb vier = 21.11. 15:25
      zehn nach drei = 21.11. 15:10
      um halb eins = 21.11. 12:30
      so gegen halb elf = 21.11. 10:00 > 21.11. 11:30
      zehn Uhr dreißig = 21.11. 10:30
      um 10 = 21.11. 10:00
      um 10. = 21.11. 10:00
      10 = 21.11. 10:00
      um ein Uhr = 21.11. 13:00
      14.30 Uhr = 21.11. 14:30
      14.11 Uhr = 21.11. 14:11
      um 9 = 22.11. 09:00
      3 Uhr nachts = 22.11. 03:00
      um 6 Uhr früh = 22.11. 06:00
      morgen früh um 7 = 22.11. 07:00
      heute Abend um halb acht = 21.11. 19:30
      Mitternacht = 22.11. 00:00
      gegen 15 Uhr = 21.11. 14:30 > 21.11. 16:00
      zwischen 10 und 12 = 21.11. 10:00 > 21.11. 12:00
      ab 15 Uhr = 21.11. 15:00 > 22.11. 00:00
      nach 17 Uhr = 21.11. 17:00 > 22.11. 00:00
      vor 12 = 21.11. 10:00 > 21.11. 12:00
      bis Mittag = 21.11. 10:00 > 21.11. 12:00
      spätestens um 11 = 21.11. 10:00 > 21.11. 11:00
      nicht vor 15 Uhr = 21.11. 15:00 > 22.11. 00:00
      Freitag 14-16 Uhr = 27.11. 14:00 > 27.11. 16:00
      von 10 bis 12 am Montag = 23.11. 10:00 > 23.11. 12:00
      Freitag um 10 oder 11 = 27.11. 10:00 > 27.11. 11:01
      vormittags = 21.11. 10:00 > 21.11. 12:00
      nachmittags = 21.11. 12:00 > 21.11. 18:00
      abends = 21.11. 17:00 > 21.11. 22:00
      mittags = 21.11. 11:30 > 21.11. 14:00
      früh = 22.11. 06:00 > 22.11. 10:00
      heute = 21.11. 10:00 > 22.11. 00:00
      heute Nachmittag = 21.11. 12:00 > 21.11. 18:00
      heute Morgen = 21.11. 10:00 > 21.11. 12:00
      morgen = 22.11. 00:00 > 23.11. 00:00
      morgen früh = 22.11. 06:00 > 22.11. 10:00
      morgen Vormittag = 22.11. 06:00 > 22.11. 12:00
      übermorgen = 23.11. 00:00 > 24.11. 00:00
      heute oder morgen = 21.11. 10:00 > 23.11. 00:00
      Dienstagnachmittag = 24.11. 12:00 > 24.11. 18:00
      Dienstag Morgen = 24.11. 06:00 > 24.11. 12:00
      später Nachmittag am Freitag = 27.11. 15:00 > 27.11. 18:00
      Donnerstag nach dem Mittagessen = 26.11. 13:00 > 27.11. 00:00
      Dienstag um zehn = 24.11. 10:00
      nachmittags um drei am Donnerstag = 26.11. 15:00
      Samstag um 14 Uhr = 21.11. 14:00
      Samstag um 9 = 28.11. 09:00
      Samstag = 28.11. 00:00 > 29.11. 00:00
      Dienstag in acht Tagen = 01.12. 00:00 > 02.12. 00:00
      Dienstag in zwei Wochen = 08.12. 00:00 > 09.12. 00:00
      heute in einer Woche = 28.11. 00:00 > 29.11. 00:00
      heute in 14 Tagen = 05.12. 00:00 > 06.12. 00:00
      in drei Wochen = 12.12. 00:00 > 13.12. 00:00
      in einem Monat = 21.12. 00:00 > 22.12. 00:00
      diesen Dienstag = 24.11. 00:00 > 25.11. 00:00
      kommenden Samstag = 28.11. 00:00 > 29.11. 00:00
      nächsten Samstag = 28.11. 00:00 > 29.11. 00:00
      übernächsten Dienstag = 01.12. 00:00 > 02.12. 00:00
      nächste Woche = 23.11. 00:00 > 30.11. 00:00
      nächste Woche Dienstag = 24.11. 00:00 > 25.11. 00:00
      Mittwoch übernächste Woche um 9 = 02.12. 09:00
      Anfang nächster Woche = 23.11. 00:00 > 25.11. 00:00
      Mitte nächster Woche = 24.11. 00:00 > 27.11. 00:00
      Ende nächster Woche = 26.11. 00:00 > 29.11. 00:00
      nächste Woche nachmittags = 23.11. 12:00 > 29.11. 18:00 daily 12-18
      am Wochenende = 21.11. 10:00 > 23.11. 00:00
      KW 48 = 23.11. 00:00 > 30.11. 00:00
      Ende Dezember = 21.12. 00:00 > 01.01.2027 00:00
      ab Mittwoch = 25.11. 00:00 > 09.12. 00:00
      nach dem 24. = 25.11. 00:00 > 09.12. 00:00
      vor Freitag = 21.11. 10:00 > 27.11. 00:00
      Montag bis Mittwoch = 23.11. 00:00 > 26.11. 00:00
      24. bis 26. November = 24.11. 00:00 > 27.11. 00:00
      am 24. = 24.11. 00:00 > 25.11. 00:00
      am 24 um 10 Uhr = 24.11. 10:00
      am 24.11. = 24.11. 00:00 > 25.11. 00:00
      24. November = 24.11. 00:00 > 25.11. 00:00
      am vierundzwanzigsten = 24.11. 00:00 > 25.11. 00:00
      am vierundzwanzigsten elften = 24.11. 00:00 > 25.11. 00:00
      am 31. = 31.12. 00:00 > 01.01.2027 00:00
      24.10. = 24.10.2027 00:00 > 25.10.2027 00:00
      24.11.2026 14:30 = 24.11. 14:30
      Dienstag, den 24. November um halb drei = 24.11. 14:30
      so früh wie möglich = 21.11. 10:00 > 05.12. 10:00
      irgendwann = 21.11. 10:00 > 05.12. 10:00
      mir egal = 21.11. 10:00 > 05.12. 10:00
      irgendwann nächste Woche = 23.11. 00:00 > 30.11. 00:00
      zum nächstmöglichen Termin = 21.11. 10:00 > 05.12. 10:00
      in zwei Stunden = 21.11. 12:00 > 21.11. 13:00
      in einer halben Stunde = 21.11. 10:30 > 21.11. 11:30
      in den nächsten Tagen = 21.11. 10:00 > 26.11. 00:00
      ich hätte gern einen Termin am Freitag um 16 Uhr 30 bitte = 27.11. 16:30
      Termin für 2 Personen am Freitag um 16 Uhr = 27.11. 16:00
      Heiligabend um 10 = 24.12. 10:00
      Silvester vormittags = 31.12. 06:00 > 31.12. 12:00
      an Neujahr = 01.01.2027 00:00 > 02.01.2027 00:00
      MORGEN UM HALB DREI = 22.11. 14:30
      uebermorgen um zwoelf = 23.11. 12:00
    `),
  )("%s", (utterance, answer) => {
    expect(readWhen(utterance, "de")).toBe(answer);
  });

  it.each(
    table(`
      gestern = in_the_past
      letzten Montag = in_the_past
      letzten Samstag = in_the_past
      heute früh = in_the_past
      heute um 9 Uhr = in_the_past
      am 20.11.2026 um 9 = in_the_past
      nicht am Dienstag = not_understood
      Karfreitag um 10 = not_understood
      31. November = not_understood
      im Frühling = not_understood
      99 = not_understood
      hallo = not_understood
    `),
  )("refuses %s", (utterance, reason) => {
    expect(readWhen(utterance, "de")).toBe(reason);
  });
});

describe("on a Monday, where 'this' and 'next' part ways", () => {
  it.each(
    table(`
      Dienstag = 24.11. 00:00 > 25.11. 00:00
      diesen Dienstag = 24.11. 00:00 > 25.11. 00:00
      kommenden Dienstag = 24.11. 00:00 > 25.11. 00:00
      nächsten Dienstag = 01.12. 00:00 > 02.12. 00:00
      kommenden Montag = 30.11. 00:00 > 01.12. 00:00
      nächste Woche = 30.11. 00:00 > 07.12. 00:00
      am Wochenende = 28.11. 00:00 > 30.11. 00:00
      nächstes Wochenende = 05.12. 00:00 > 07.12. 00:00
      Ende der Woche = 26.11. 00:00 > 29.11. 00:00
      um 8 = 24.11. 08:00
    `),
  )("%s", (utterance, answer) => {
    expect(readWhen(utterance, "de", MONDAY)).toBe(answer);
  });
});
