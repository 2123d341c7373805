"""Teasers: announcing an answer is not giving it."""

from __future__ import annotations

import pytest

from bot.corpus.teasers import is_teaser

OPENING = "The harbour froze over last week, and ships are waiting."

TEASERS = """\
Here are some common questions about the ice and its impact on the town.
Below, we explore key questions about ships, insurance and the weather.
As the ice grows, many are left wondering about the implications for trade.
Here's what you need to know about the deal.
Here’s a look at how the system works and what could change.
Here we look at who the skippers are, what they demand and how they organise.
Here doctors and pilots answer the most frequent questions.
Below is some practical advice for residents until normal service returns.
In this article, we delve into the causes.
Let's take a closer look at the facts.
Readers are curious about how the system works.
You may be wondering what happens next.
This has led to many questions about the safety of the port.
It raises questions about accountability and the future of the agency.
The public is left with many unanswered questions.
Find out more below.
The following questions and answers shed light on the matter.
Learn more about the history of the conflict and its key players.
This guide explains the basics.
So what does this mean for consumers?
Explore the answers to these questions and more.
We've gathered the most important facts.
We explain how it could come to this.
Understanding the reasons behind the strike can help make sense of the dispute.
Read on to find out.
Read on for the reasons and for what another winter would mean.
Our reporters answer your questions.
These are the key points to know.
These questions and answers show what can be shifted and what cannot.
Many people are asking how this could happen.
Keep reading for a breakdown of the numbers.
People want to know what comes next.
Discover the key factors driving the crisis.
What follows is a short history of the dispute.
How thick it is and who measures it: here are twelve questions, answered one by one.
Join us as we unpack the ruling.
The thaw has left many wondering about the months to come.
The strike has many people wondering whether ships will sail.
The accident has raised urgent questions about the safety of the port.
Her resignation raises important questions about the council.
Many questions remain about the causes of the fire.
A number of questions have arisen about the cranes.
Questions swirl about what happened that night.
This development invites questions about the limits of the law.
The find has sparked curiosity about the history of the fort.
The merger has sparked many questions among customers.
The move has left many people curious about the reasons.
As the case unfolds, readers may have questions about the evidence.
Travellers might be wondering how to get a refund.
It's important to understand how these rules affect sailors.
It's worth asking why this happened now.
Dive into the details below.
The answers below explain the current state of play.
The guide below covers everything from causes to costs.
Find answers to common questions about the vote.
Some of the most common questions are answered here.
Stay informed with our overview.
Check out the answers to these questions.
This Q&A looks at the main points.
Fans are eager to know more about her career.
Investors are keen to understand what this means for them.
If you have ever wondered how locks work, you're not alone.
The following overview sums up the main facts.""".splitlines()

ANSWERS = """\
The court said it would look at the case again in March.
It remains unclear whether the talks will continue.
Officials are unsure whether the dam will hold.
“We look at every option,” the mayor said.
One of the key questions is whether the council obeys.
The minister gave no answers to the questions of the panel.
Below the surface lies a lake of hot brine.
Here the river is at its widest and the bridge is a kilometre long.
These are the largest floods since 1957.
These points are still disputed in court.
Temperatures fell below zero, which closed the schools.
Critics ask who will pay for it, and the treasury has no answer.
No. The judge found that a forced sale would be messy.
He said that readers should judge for themselves.
Doctors explain the rise by the cold winter.
The article was withdrawn after complaints.
Understanding between the two sides grew after the summit.
Experts say that the vaccine is safe for children.
It raises the price of bread, and many people ask for higher wages.
Many ask for asylum elsewhere.
The union says that many dockers wonder how they will pay their rent.
This raised questions in the council, and the mayor resigned in June.
The treaty, which raised questions about borders, was signed in 2019.
Critics raise questions about the cost.
People want to know the truth, she told the Courier.
People ask the court to decide.
The following towns joined: Lindholm, Eider and Skagen.
The following rules apply from May.
Learn the signs: a stiff neck, fever and a rash.
Learn to swim.
We look forward to it, said the mayor.
Let us hope for a thaw, said the bishop on Sunday.
Discover Shipping bought it in 2021 for two million.
Biologists are still asking why the fish died.
The rules are listed below: no smoking, no pets.
Read more slowly, advises the teacher, and take notes.
In this section of the river, fishing is banned.
The board has answered all questions about the merger.
Its lawyers raised three points on appeal.""".splitlines()


@pytest.mark.parametrize("ending", TEASERS)
def test_an_announcement_makes_a_teaser(ending: str) -> None:
    assert is_teaser(f"{OPENING} {ending}")


@pytest.mark.parametrize("ending", ANSWERS)
def test_a_statement_makes_an_answer(ending: str) -> None:
    assert not is_teaser(f"{OPENING} {ending}")


def test_an_announcement_counts_at_the_end_only() -> None:
    assert not is_teaser("Here is the answer. It is forty. It was thirty. It was twenty.")


def test_a_long_text_is_an_answer_however_it_ends() -> None:
    assert not is_teaser(f"{OPENING} " * 20 + TEASERS[0])


def test_nothing_is_no_teaser() -> None:
    assert not is_teaser("")
