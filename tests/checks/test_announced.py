from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.checks.analyses.announced import announced, mentioned

PROMPTS = [
    # One instruction.
    ("For billing, press 1.", "1"),
    ("Press 1 for billing.", "1"),
    ("For billing, press one.", "1"),
    ("Please press the number 1 key now.", "1"),
    ("To hear this again, press star.", "*"),
    ("To hear this again, press *.", "*"),
    ("To hear this again, press the star (*) key.", "*"),
    ("Press the asterisk key to go back.", "*"),
    ("Press pound to finish.", "#"),
    ("When you are done, press the pound sign.", "#"),
    ("Press hash.", "#"),
    ("Press the hash key when you have finished.", "#"),
    ("Press the number sign.", "#"),
    ("Press the number sign (#) to finish.", "#"),
    ("Dial 2 for sales.", "2"),
    ("Dial zero to reach the operator.", "0"),
    ("For support hit 3.", "3"),
    ("Push 4 now.", "4"),
    ("Touch 5 to continue.", "5"),
    ("To accept this call, press '1'.", "1"),
    ('To accept this call, press "1".', "1"),
    ("For Sales, Press 1!", "1"),
    ("You can skip this message by pressing 7.", "7"),
    ("Say or press 1 for sales.", "1"),
    ("Press or say two.", "2"),
    ("Press and hold the star key.", "*"),
    ("Select 2 to change your address.", "2"),
    ("If you know your party's extension, dial it now. Otherwise press 0.", "0"),
    ("If this is correct, enter 1; if not, enter 2.", "1 2"),
    ("If you do not have an account, press 9.", "9"),
    ("To repeat these choices press 9, or you can remain on the line.", "9"),
    ("Thank you for calling. If you know your party's extension, please dial it now.", ""),
    ("Otherwise, to reach an operator, please dial 0.", "0"),
    ("Please press one to leave a message or continue listening.", "1"),
    ("Please press one button at a time.", ""),
    ("Please choose 2 colours.", ""),
    ("Select one doctor of our practice.", ""),
    # Several.
    ("For appointments, press 1. For billing, press 2. To hear this again, press 9.", "1 2 9"),
    ("For sales press 1, for support press 2, or press 0 for the operator.", "1 2 0"),
    ("Press 1 for sales, 2 for support, or 3 for billing.", "1 2 3"),
    ("Press 1 for sales; 2 for support; and 3 to hear our opening hours.", "1 2 3"),
    ("Press one for English or two for Spanish.", "1 2"),
    ("For sales, press 1; for support, 2; for billing, 3.", "1 2 3"),
    ("Press 1 or 2.", "1 2"),
    ("Press 1, 2 or 3.", "1 2 3"),
    ("Press 1, 2, or 3 to choose a doctor.", "1 2 3"),
    ("Press either one or two.", "1 2"),
    ("Press any key from 1 to 4.", "1 2 3 4"),
    ("Press a number between 1 and 3.", "1 2 3"),
    ("Use keys 1 to 3.", "1 2 3"),
    ("Press keys 1 through 4.", "1 2 3 4"),
    ("Please choose a number from one to five.", "1 2 3 4 5"),
    ("Press 1-3 to rate our service.", "1 2 3"),
    ("1 for sales, 2 for support, 3 for everything else.", "1 2 3"),
    ("One for sales. Two for support.", "1 2"),
    ("Option 1 for sales, option 2 for support.", "1 2"),
    ("Dial: 1 for sales, 2 for support.", "1 2"),
    ("Press star to go back or pound to continue.", "* #"),
    ("Press 1 to confirm or the star key to cancel.", "1 *"),
    ("To leave a message, press 1 now, or stay on the line.", "1"),
    ("Press 1 or stay on the line for an operator.", "1"),
    ("Press 1 or hold for the next agent.", "1"),
    ("Sales and support, press 1. Anything else, press 2.", "1 2"),
    ("For terminal 1, press 1, for terminal 2, press 2.", "1 2"),
    ("That selection is not valid. Please choose option 1 or 2. To hear your choices, press star.", "1 2 *"),
    ("Press 1 for yes and 2 to sign up.", "1 2"),
    ("Press 1 now or 2.", "1"),
    ("Press 1 2 or 3.", "1 2 3"),
    ("Press " + ", ".join("123456789" * 3) + ".", " ".join(("123456789" * 3)[:25])),
    # Runs, and the end of an entry.
    ("Dial 100 for the front desk.", "100"),
    ("To mute yourself, press star six.", "*6"),
    ("Press *9 to return to the main menu.", "*9"),
    ("Enter your account number followed by the hash key.", "#"),
    ("Enter your account number followed by pound.", "#"),
    ("Please enter your 5 digit zip code, followed by the pound sign.", "#"),
    ("Please reenter your 16 digit card number followed by the pound sign.", "#"),
    ("Enter your birthday and then press the pound key.", "#"),
    ("Enter your account number, then hash.", "#"),
    ("Enter your account number, then press the pound key.", "#"),
    ("Enter the amount, using the star key for the decimal point, followed by #.", "* #"),
    ("Enter your PIN, ending with the star key.", "*"),
    ("Enter your order number followed by the pound key, or press 0 for help.", "# 0"),
    # No key at all.
    ("Thank you for calling. Please hold for one of our agents.", ""),
    ("Enter your eight digit patient number.", ""),
    ("Please enter all 8 digits.", ""),
    ("Enter the last 4 digits of your card.", ""),
    ("Enter 4 digits.", ""),
    ("Enter a 4-digit code.", ""),
    ("Type the two digits of your birth month.", ""),
    ("Press one of the following keys.", ""),
    ("Press any key to continue.", ""),
    ("We are open 24 hours, 7 days a week.", ""),
    ("We are open from 9 to 5, Monday to Friday.", ""),
    ("Our address is 5 Main Street, floor 2.", ""),
    ("Calls cost $5, or 2 dollars a minute.", ""),
    ("If this is an emergency, hang up and dial 911.", ""),
    ("For sales, press 1, or dial 2 for support, or hang up.", "1 2"),
    ("If this is an emergency, please hang up and dial nine one one.", ""),
    ("In an emergency dial 112.", ""),
    ("Please call us back on 555 0123.", ""),
    ("Dial 1 800 555 0199 to reach our shop.", ""),
    ("You pressed 3.", ""),
    ("Option 3 is not available.", ""),
    ("You have chosen option 2.", ""),
    ("Please do not press 1.", ""),
    ("Please don't press any other key.", ""),
    ("Select two tickets on our website.", ""),
    ("You are caller number 3 in the queue.", ""),
    ("Two for one on all pizzas today.", ""),
    ("Your code has six digits.", ""),
    ("Press on, we never stop.", ""),
    ("Choose one.", "1"),
    ("Choose one of three offers.", ""),
    ("Press two keys at once.", ""),
    ("It takes 2 to 3 minutes. One moment please.", ""),
    ("", ""),
    # Not pressing, hanging up, ranges and what is beside the key.
    ("You may hang up or press 1.", ""),
    ("To leave, hang up. For sales, press 1.", "1"),
    ("If you want to end this call, just hang up, or press 2 to stay.", ""),
    ("Never press the 4.", ""),
    ("Please do not ever press 5.", ""),
    ("Rate us between 1 and 5.", ""),
    ("Press 2-4 for sales.", "2 3 4"),
    ("Press 1 through 4 for a doctor.", "1 2 3 4"),
    ("Press 9 to 10 for nothing.", "9 10"),
    ("For option 1, sales. For option 2, support.", ""),
    ("Press the 1 (one) key.", "1"),
    ("For sales or support, press 1.", "1"),
    ("Finish with the hash key.", "#"),
    ("Confirm with the star key.", ""),
    ("End your entry by pressing hash.", "#"),
    ("Followed by the pound sign.", "#"),
    ("Press 1 / 2 / 3.", "1 2 3"),
    ("In 1 minute we call. Press 1.", "1"),
    ("Choose a 24 hour service, press 3.", "3"),
    ("Enter your number, ending in the star key.", "*"),
    ("Enter 4 - digit codes.", ""),
    ("(To go on, press 1 or 2) Goodbye.", "1 2"),
    ("Press 1 2, or 3.", "1 2 3"),
    ("Press number sign.", "#"),
    ("Press 1 (or 2) now.", "1"),
    ("Press 2 when you are ready.", "2"),
    ("You took option 1 or 2.", ""),
    ("Keys 1 and 2, sales.", "1 2"),
    ("Keys 5 is broken.", ""),
    # Keys without a verb, one alone and behind their purpose.
    ("1 for sales.", ""),
    ("For sales, 2.", ""),
    ("Press 9 to go back. For line, 2, press 1.", "9 1"),
    ("Press 1 for sales; or for support, 2.", "1 2"),
    ("Press 1 for sales; and to pay, 2.", "1 2"),
    ("For sales, press 1; to pay, 2.", "1 2"),
    ("For sales, press 1; for the support team, 2.", "1 2"),
    ("For sales, press 1; for support team, 2.", "1 2"),
    ("For sales, press 1; support, 2.", "1"),
]


@pytest.mark.parametrize(("prompt", "keys"), PROMPTS)
def test_the_keys_that_a_prompt_announces(prompt, keys):
    assert " ".join(announcement.keys for announcement in announced(prompt)) == keys


@pytest.mark.parametrize(
    ("prompt", "keys"),
    [
        ("Sales is 1, support is 2.", "1 2"),
        ("On a scale from 1 to 5, how was it?", "1 2 3 4 5"),
        ("On a scale of one to three, how was it?", "1 2 3"),
        ("Rate us, from 1 for poor to 4 for excellent.", "1 2 3 4"),
        ("Open from 8. Closed to 5.", "5 8"),
        ("Open from 8 every day", "8"),
        ("Press the number of the department: sales one, service two.", "1 2"),
        ("For English, press 1. Para español, oprima el dos.", "1 2"),
        ("Pour le français, appuyez sur le 2.", "2"),
        ("Sales: one. Support: two.", "1 2"),
        ("Number one, sales. Number two, support.", "1 2"),
        ("Press any key.", "# * 0 1 2 3 4 5 6 7 8 9"),
        ("Please hold for one of our agents.", ""),
        ("We take two or three minutes of your time.", ""),
        ("Open 24/7, from 9:30, for $5 and 2%.", ""),
        ("It costs $ 5, € 6 or £ 7.", ""),
        ("The number sign ends your entry.", "#"),
        ("Hello. How was it, from 1 for poor to 5 for good?", "1 2 3 4 5"),
        ("How was it, from 1 for poor to 5", "1 2 3 4 5"),
        ("How was it, from 1, the worst of 7, to 5?", "1 2 3 4 5 7"),
        ("It may last from 1 for the quick to 5 minutes.", "1"),
        ("Press a key from 1 to 100.", "1 100"),
        ("Press star to hash.", "# *"),
        ("Between one and three, how was it?", "1 2 3"),
        ("Option one is sales. Number two is service.", "1 2"),
        ("Key three is sales. Digit four is service.", "3 4"),
        ("Keys five is sales.", "5"),
        ("Four is sales", ""),
        ("Sales is four", "4"),
    ],
)
def test_the_keys_that_a_prompt_mentions(prompt, keys):
    assert " ".join(sorted(mentioned(prompt))) == keys


@pytest.mark.parametrize(
    ("prompt", "purposes", "key_first"),
    [
        ("For billing, press 1.", ["For billing"], [False]),
        ("Press 1 for billing.", ["for billing"], [True]),
        ("Press 1 for sales, 2 for support.", ["for sales", "for support"], [True, True]),
        ("To go back, press star. Press 0 to speak to an operator.",
         ["To go back", "to speak to an operator"], [False, True]),
        ("Press 1 or 2.", ["", ""], [False, False]),
        ("For sales, press 1 to be connected.", ["For sales"], [False]),
        ("Press star (*) for sales.", ["for sales"], [True]),
        ("Press the star (*) key to go back.", ["to go back"], [True]),
        ("Press 2 when you are ready.", ["when you are ready"], [False]),
    ],
)  # fmt: skip
def test_what_a_key_is_for_and_which_comes_first(prompt, purposes, key_first):
    found = announced(prompt)
    assert [announcement.purpose for announcement in found] == purposes
    assert [announcement.key_first for announcement in found] == key_first


@pytest.mark.parametrize(
    ("prompt", "keys"),
    [
        ("Press any key to go on.", "#*0123456789"),
        ("Press any of the keys.", "#*0123456789"),
        ("Press any digit now.", "#*0123456789"),
        ("Press any button to go on.", "#*0123456789"),
        ("Enter any number to go on.", "#*0123456789"),
        ("Any of our keys will do.", "#*0123456789"),
        ("Press any of our many keys.", ""),
        ("On a scale from 1 to 5, how happy were you? Press one key.", "12345"),
        ("How happy are you, from 1 (not at all) to 5 (very)?", "12345"),
        ("Between 1, for bad, and 5, for good, how was it?", "12345"),
        ("Option 1, sales. Option 2, support.", "12"),
        ("Number 1 is sales, digit 2 support.", "12"),
        ("Key 3 is for sales, keys 4 and 5 are not.", "345"),
        ("Press the 2 o'clock key.", ""),
    ],
)
def test_keys_that_are_mentioned_without_being_announced(prompt, keys):
    assert "".join(sorted(mentioned(prompt))) == keys


def test_an_announcement_points_at_its_words():
    prompt = "Welcome. For billing, press the star key. Goodbye."
    (announcement,) = announced(prompt)
    assert prompt[announcement.start : announcement.end] == "press the star key"


WORDS = st.sampled_from(
    ["press", "enter", "the", "1", "2", "one", "star", "#", "to", "for", "or", ",", ".", "hang", "up", "key", "9:30"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_no_text_breaks_the_reader_and_what_is_announced_is_mentioned(text):
    found = announced(text)
    assert {announcement.keys for announcement in found} <= mentioned(text)
    for announcement in found:
        assert 0 <= announcement.start < announcement.end <= len(text)
