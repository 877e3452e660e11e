package dev.pressroom.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Values of one kind, as they were measured. For one thread. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  void addAll(Samples others) {
    values.addAll(others.values);
  }

  int count() {
    return values.size();
  }

  double median() {
    List<Double> sorted = sorted();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The smallest value that so many percent of all do not exceed. */
  double percentile(int percent) {
    List<Double> sorted = sorted();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  double least() {
    return sorted().get(0);
  }

  double most() {
    return sorted().get(values.size() - 1);
  }

  /** Each value of these by that of others, pair by pair: what was measured in one round. */
  Samples by(Samples others) {
    Samples ratios = new Samples();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / others.values.get(i));
    }
    return ratios;
  }

  private List<Double> sorted() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted;
  }
}
