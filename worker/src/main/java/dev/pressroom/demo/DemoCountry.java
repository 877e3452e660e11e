package dev.pressroom.demo;

import java.util.List;

/**
 * Where the demo's customers are, and what they are called there: in Latin, Greek and Cyrillic
 * letters.
 *
 * @param weight how many customers it has, relative to the others
 */
record DemoCountry(
    String name,
    String region,
    int weight,
    List<String> cities,
    List<String> families,
    List<String> businesses) {

  private static final String NORTH = "Northern Europe";
  private static final String WEST = "Western Europe";
  private static final String SOUTH = "Southern Europe";
  private static final String EAST = "Eastern Europe";
  private static final String AMERICAS = "The Americas";

  static final List<DemoCountry> ALL =
      List.of(
          of(
              "Denmark/" + NORTH + "/2",
              "København Århus",
              "Sørensen Kjær Østergård Bjørn",
              "& Søn ApS,Engros A/S"),
          of(
              "Sweden/" + NORTH + "/3",
              "Göteborg Malmö Växjö",
              "Åkesson Sjöberg Lindström Öberg",
              "Grossist AB,& Söner AB"),
          of(
              "Germany/" + WEST + "/6",
              "Köln München Lübeck",
              "Müller Groß Schäfer Weiß Jürgens",
              "Großhandel GmbH,& Söhne KG,Feinkost e.K."),
          of(
              "France/" + WEST + "/5",
              "Besançon Nîmes Orléans",
              "Lefèvre Benoît Garçon Noël Crépin",
              "Frères SARL,& Cie,Épicerie fine SAS"),
          of(
              "Ireland/" + WEST + "/2",
              "Corcaigh Gaillimh",
              "Ó'Briain Murphy Ní'Dhomhnaill Breathnach",
              "Wholesale Ltd,& Sons"),
          of(
              "Greece/" + SOUTH + "/5",
              "Αθήνα Θεσσαλονίκη Ηράκλειο Πάτρα",
              "Παπαδόπουλος Οικονόμου Βλάχος Γεωργίου Αγγελόπουλος",
              "& Υιοί Ο.Ε.,Τρόφιμα Α.Ε.,Εμπορική Ε.Π.Ε."),
          of(
              "Italy/" + SOUTH + "/4",
              "Forlì Cefalù Torino",
              "Nicolò D'Angelò Ferrari Cantù",
              "e Figli S.n.c.,Alimentari S.r.l."),
          of(
              "Spain/" + SOUTH + "/4",
              "Málaga León Cádiz",
              "Núñez Muñoz Gutiérrez Ibáñez",
              "Hermanos S.L.,Ultramarinos S.A."),
          of(
              "Bulgaria/" + EAST + "/3",
              "София Пловдив Варна",
              "Иванов Георгиев Димитрова Стоянов",
              "и синове ООД,Търговия ЕООД"),
          of(
              "Czechia/" + EAST + "/3",
              "Plzeň Hradec Česko",
              "Dvořák Růžička Černý Šťastný",
              "a synové s.r.o.,Velkoobchod a.s."),
          of(
              "Poland/" + EAST + "/4",
              "Łódź Kraków Gdańsk",
              "Wójcik Żak Łukasiewicz Ślęzak",
              "i Synowie sp.j.,Hurtownia sp. z o.o."),
          of(
              "Serbia/" + EAST + "/2",
              "Београд Ниш Суботица",
              "Јовановић Ђорђевић Петровић Љубић",
              "и синови д.о.о.,Трговина а.д."),
          of(
              "Ukraine/" + EAST + "/4",
              "Київ Львів Чернігів",
              "Шевченко Коваленко Їжакевич Ґалаґан",
              "та сини ТОВ,Гуртівня ПП"),
          of(
              "Brazil/" + AMERICAS + "/3",
              "Brasília Maceió Goiânia",
              "Gonçalves Simões Araújo Conceição",
              "Irmãos Ltda.,Atacado S.A."),
          of(
              "United States/" + AMERICAS + "/6",
              "Boston Portland Austin",
              "Miller O'Hara Washington Nguyen Kowalski",
              "Wholesale Inc.,& Sons LLC,Trading Co."));

  private static DemoCountry of(
      String nameRegionWeight, String cities, String families, String businesses) {
    String[] parts = nameRegionWeight.split("/", 3);
    return new DemoCountry(
        parts[0],
        parts[1],
        Integer.parseInt(parts[2]),
        List.of(cities.split(" ", -1)),
        List.of(families.split(" ", -1)),
        List.of(businesses.split(",", -1)));
  }
}
