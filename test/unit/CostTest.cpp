//===- CostTest.cpp - Costs, bounds and tiers -----------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/Cost.h"
#include "gtest/gtest.h"

using namespace stallfree;

namespace {

constexpr double Budget = 10e6;

Bound count(double N) {
  Bound B;
  B.K = Bound::Kind::Constant;
  B.Count = N;
  return B;
}

Bound sized(std::string Text) {
  Bound B;
  B.K = Bound::Kind::Sized;
  B.Text = std::move(Text);
  return B;
}

Bound handed(std::string Text) {
  Bound B = sized(std::move(Text));
  B.Handed = true;
  return B;
}

Term nanoseconds(double N) {
  Term T;
  T.Nanoseconds = N;
  return T;
}

TEST(Cost, NumbersAreMultipliedOut) {
  Term T = times(times(nanoseconds(2), count(1000)), sized("|a|"));
  EXPECT_EQ(T.Nanoseconds, 2000);
  ASSERT_EQ(T.Factors.size(), 1u);
  EXPECT_EQ(describe(T), "about 2 us for each one of |a|");
}

TEST(Cost, EstimatesAreDefiniteOnlyWithAMargin) {
  EXPECT_EQ(exceeds(nanoseconds(5 * Budget), Budget), Tier::Definite);
  EXPECT_EQ(exceeds(nanoseconds(4 * Budget), Budget), Tier::Probable);
  EXPECT_EQ(exceeds(nanoseconds(0.1 * Budget), Budget), std::nullopt);
  Term Stated = nanoseconds(1.5 * Budget);
  Stated.Stated = true;
  EXPECT_EQ(exceeds(Stated, Budget), Tier::Definite);
}

TEST(Cost, WhatACompilerMayDoAtOnceIsNotSure) {
  Cost Round;
  add(Round, nanoseconds(6 * Budget));
  vectorise(Round, 16, /*Straight=*/false);
  EXPECT_EQ(exceeds(Round, Budget), Tier::Probable);
  EXPECT_EQ(describe(Round.Terms[0]), "about 15 ms");
  vectorise(Round, 16, /*Straight=*/true);
  EXPECT_EQ(exceeds(Round, Budget), std::nullopt);
  // What goes one by one stays sure beside it.
  add(Round, nanoseconds(6 * Budget));
  EXPECT_EQ(exceeds(Round, Budget), Tier::Definite);
}

TEST(Cost, OneLevelOverARequestIsAMegabyte) {
  Bound Numbers = handed("|a|");
  Numbers.Width = 4;
  EXPECT_EQ(bulk(Numbers), 250000);
  EXPECT_EQ(exceeds(times(nanoseconds(41), Numbers), Budget), Tier::Probable);
  EXPECT_NE(exceeds(times(nanoseconds(39), Numbers), Budget), Tier::Probable);
  Bound Kept = sized("|a|");
  Kept.Width = 4;
  EXPECT_EQ(bulk(Kept), plausible(Kept));
  // Piece by piece it is the same megabyte.
  Bound Piece = Numbers;
  Piece.K = Bound::Kind::Child;
  Piece.Handed = false;
  Term Pieces = times(times(nanoseconds(39), Numbers), Piece);
  EXPECT_EQ(exceeds(Pieces, Budget), Tier::Probable);
  Pieces.Nanoseconds = 3;
  EXPECT_NE(exceeds(Pieces, Budget), Tier::Probable);
}

TEST(Cost, TheTextsOfARequestTogetherAreAMegabyte) {
  Bound Words = handed("|words|");
  Words.Width = 32;
  Bound Word;
  Word.K = Bound::Kind::Child;
  Word.String = true;
  Word.Text = "|word|";
  EXPECT_EQ(exceeds(times(times(nanoseconds(11), Words), Word), Budget),
            Tier::Probable);
  EXPECT_EQ(exceeds(times(times(nanoseconds(9), Words), Word), Budget),
            Tier::Possible);
  // So are the lines of a text, and the cells of a grid.
  Bound Lines = handed("|text|");
  Lines.String = true;
  countAs(Lines, Bound::Unit::Lines);
  EXPECT_EQ(bulk(Lines), 31250);
  Bound Few = count(320);
  countAs(Few, Bound::Unit::Lines);
  EXPECT_EQ(Few.Count, 10);
  Bound Rows = handed("|rows|");
  countAs(Rows, Bound::Unit::Cells);
  EXPECT_EQ(bulk(Rows), 1e6);
  Bound Known = count(40);
  countAs(Known, Bound::Unit::Cells);
  EXPECT_EQ(Known.Count, 1600);
}

TEST(Cost, PiecesOfOneThingWithinEachOtherCountOnce) {
  Bound Piece;
  Piece.K = Bound::Kind::Child;
  Piece.Text = "|last|";
  Term One = times(nanoseconds(1), Piece);
  EXPECT_EQ(times(One, Piece).Factors.size(), 1u);
  Piece.Text = "|end|";
  EXPECT_EQ(times(One, Piece).Factors.size(), 2u);
  // Two texts of one list are two.
  Piece.String = true;
  EXPECT_EQ(times(times(nanoseconds(1), Piece), Piece).Factors.size(), 2u);
}

TEST(Cost, TwoLargeSizesAreProbableOneIsNot) {
  Term One = times(nanoseconds(3), sized("|a|"));
  EXPECT_EQ(exceeds(One, Budget), std::nullopt);
  EXPECT_EQ(exceeds(times(One, handed("|b|")), Budget), Tier::Possible);
  EXPECT_EQ(exceeds(times(times(nanoseconds(3), handed("|a|")), handed("|b|")),
                    Budget),
            Tier::Probable);
}

TEST(Cost, LevelsThatNothingCallsLargeAreOneOrdinarySize) {
  Term Two = times(times(nanoseconds(12), sized("|a|")), sized("|b|"));
  EXPECT_EQ(exceeds(Two, Budget), Tier::Possible);
  EXPECT_EQ(exceeds(times(Two, sized("|c|")), Budget), Tier::Possible);
  Term Heavy = times(times(nanoseconds(20e3), sized("|a|")), sized("|b|"));
  EXPECT_EQ(exceeds(Heavy, Budget), Tier::Probable);
}

TEST(Cost, BesideALargeLevelTheOthersAreFew) {
  Term Two = times(times(nanoseconds(12), handed("|a|")), sized("|b|"));
  EXPECT_EQ(exceeds(Two, Budget), Tier::Possible);
  Bound Kept = sized("|sessions_|");
  Kept.Held = true;
  Term Heavy = times(nanoseconds(100), handed("|a|"));
  EXPECT_EQ(exceeds(times(Heavy, sized("|b|")), Budget), Tier::Probable);
  EXPECT_EQ(exceeds(times(Heavy, Kept), Budget), Tier::Possible);
}

TEST(Cost, RowsThatAreOnlyPossibleMakeSumsPossible) {
  Term Keys = nanoseconds(10 * Budget);
  Keys.Stated = true;
  Keys.Surest = Tier::Possible;
  Cost C;
  add(C, nanoseconds(2 * Budget));
  add(C, Keys);
  ASSERT_EQ(C.Terms.size(), 2u);
  EXPECT_EQ(exceeds(C, Budget), Tier::Probable);
  EXPECT_EQ(deciding(C, Budget)->Nanoseconds, 2 * Budget);
}

TEST(Cost, PowersCountOnlyWithANumber) {
  Bound Power = count(20);
  Power.Base = 2;
  EXPECT_EQ(times(nanoseconds(1), Power).Nanoseconds, 1 << 20);
  Power.K = Bound::Kind::Sized;
  EXPECT_EQ(evaluate(times(nanoseconds(1), Power)), 1);
}

TEST(Cost, EqualFactorsAreOneTerm) {
  Cost C;
  add(C, times(nanoseconds(3), sized("|a|")));
  add(C, times(nanoseconds(4), sized("|a|")));
  add(C, nanoseconds(5));
  ASSERT_EQ(C.Terms.size(), 2u);
  EXPECT_EQ(largest(C)->Nanoseconds, 7);
}

TEST(Cost, DurationsHaveTwoDigits) {
  EXPECT_EQ(duration(12345678), "12 ms");
  EXPECT_EQ(duration(1.26), "1.3 ns");
  EXPECT_EQ(duration(2e9), "2 s");
}

} // namespace
