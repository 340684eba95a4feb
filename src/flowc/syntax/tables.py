"""Parse tables of the flow language. Written by tools/generate_tables.py; not to be edited."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

DIGEST = '16f380e84064efef3a26f9b6033de7ee2ac410fbb2a6e5e4e3e06cd6ecd61b1c'

TOKEN = '[ \t\r]*+(?:(\\->|\\.\\.|\\(|\\)|,|\\-|\\.|:|=|\\{|\\})|(sips?:(?:[^\x00- \x7f;{}\\/]|\\/(?!\\/))+)|("(?!"")[^"\\\\\\n]*+(?:\\\\[^\\n][^"\\\\\\n]*+)*+")|("""[^"\\\\]*+(?:\\\\(?:[^\\n]|\\n)[^"\\\\]*+)*+(?:"(?!"")[^"\\\\]*+(?:\\\\(?:[^\\n]|\\n)[^"\\\\]*+)*+)*""")|(?:([a-z][a-z0-9_]{0,63})|([0-9]{4}-[0-9]{2}-[0-9]{2})|([0-9]{2}:[0-9]{2})|([0-9]{1,64})|([0-9]{1,18}(?:ms|s|m))|(\\+[0-9]{1,15}(?![ \t]+[0-9(]))|(\\+[0-9XZN]{1,15})|([0-9*#]{1,64})|([XZN][XZN0-9]{0,63})|([0-9*#XZN]{1,64})|([A-Z][A-Z0-9_]{0,63}))(?![0-9A-Za-z_*#])|([;\n][;\n \t\r]*+)|(\\/\\/[^\n]*+)|(\\Z)|("""[^\\n]*)|("[^\\n]*)|([^\\x00-"$-)+-/:-@\\[-^`{-\\x7f]{1,128}|[^\\n]))'
TOKEN_AFTER_OPEN_STRING = '[ \t\r]*+(?:(\\->|\\.\\.|\\(|\\)|,|\\-|\\.|:|=|\\{|\\})|(sips?:(?:[^\x00- \x7f;{}\\/]|\\/(?!\\/))+)|("(?!"")[^"\\\\\\n]*+(?:\\\\[^\\n][^"\\\\\\n]*+)*+")|((?!))|(?:([a-z][a-z0-9_]{0,63})|([0-9]{4}-[0-9]{2}-[0-9]{2})|([0-9]{2}:[0-9]{2})|([0-9]{1,64})|([0-9]{1,18}(?:ms|s|m))|(\\+[0-9]{1,15}(?![ \t]+[0-9(]))|(\\+[0-9XZN]{1,15})|([0-9*#]{1,64})|([XZN][XZN0-9]{0,63})|([0-9*#XZN]{1,64})|([A-Z][A-Z0-9_]{0,63}))(?![0-9A-Za-z_*#])|([;\n][;\n \t\r]*+)|(\\/\\/[^\n]*+)|(\\Z)|("""[^\\n]*)|("[^\\n]*)|([^\\x00-"$-)+-/:-@\\[-^`{-\\x7f]{1,128}|[^\\n]))'

IN_STRING = '((?:\\{\\{|\\}\\}))|(\\{[a-z][a-z0-9_]{0,63}\\})|(\\\\(?:["\\\\nt]|u\\{(?:0{0,2}(?![Dd][89A-Fa-f][0-9A-Fa-f]{2}\\})[0-9A-Fa-f]{1,4}|0?[1-9A-Fa-f][0-9A-Fa-f]{4}|10[0-9A-Fa-f]{4})\\}))'

SHAPES = ('', 'PUNCTUATION', 'SIP', 'STRING', 'LONG_STRING', 'NAME', 'DATE', 'TIME', 'NUMBER', 'DURATION', 'PHONE', 'PHONES', 'KEYS', 'WILD', 'PATTERN', 'WORD', 'EOL', 'COMMENT', 'END', 'OPEN_LONG_STRING', 'OPEN_STRING', 'WRONG')
PUNCTUATION = 1
SIP = 2
STRING = 3
LONG_STRING = 4
NAME = 5
DATE = 6
TIME = 7
NUMBER = 8
DURATION = 9
PHONE = 10
PHONES = 11
KEYS = 12
WILD = 13
PATTERN = 14
WORD = 15
EOL = 16
COMMENT = 17
END = 18
OPEN_LONG_STRING = 19
OPEN_STRING = 20
WRONG = 21

SHIFT_REDUCE = 1000

RULES = (
    ('some_arguments', 4, 'list_after'),
    ('passed', 2, 'action'),
    ('passed', 3, 'jump_flow'),
    ('argument', 3, 'argument_named'),
    ('outcomes', 3, 'list_next'),
    ('outcome_handler', 4, 'handler'),
    ('failed', 4, 'failed'),
    ('arguments', 2, 'list_same'),
    ('some_arguments', 2, 'list_lead'),
    ('word', 1, 'same'),
    ('expected', 2, 'action'),
    ('path', 3, 'path_more'),
    ('outcome_handler', 3, 'handler_block'),
    ('list', 3, 'list_next'),
    ('list', 3, 'list_two'),
    ('set', 4, 'set'),
    ('goto', 4, 'goto_flow'),
    ('failed', 3, 'failed_block'),
    ('arguments', 1, 'list_none'),
    ('argument', 1, 'argument'),
    ('use', 7, 'use'),
    ('test_line', 2, 'test_with'),
    ('test_line', 3, 'test_given'),
    ('test_line', 2, 'test_with'),
    ('expected', 1, 'action_bare'),
    ('test_line', 2, 'test_with'),
    ('outcomes', 1, 'list_first'),
    ('decide_item', 2, 'setting_words'),
    ('decide_item', 2, 'setting_words'),
    ('goto', 2, 'goto'),
    ('texts', 3, 'list_next'),
    ('action', 3, 'action_failed'),
    ('periods', 3, 'list_next'),
    ('keys', 1, 'keys'),
    ('keys', 1, 'keys'),
    ('test_line', 2, 'test_with'),
    ('body{test_line}', 2, 'body_last'),
    ('lines{test_line}', 3, 'lines_more'),
    ('path', 1, 'same'),
    ('outcome_number', 1, 'outcome_number'),
    ('outcome_number', 1, 'outcome_number'),
    ('outcome_word', 1, 'outcome_word'),
    ('outcome_text', 1, 'outcome_text'),
    ('outcome_word', 1, 'outcome_word'),
    ('body{decide_item}', 2, 'body_last'),
    ('lines{decide_item}', 3, 'lines_more'),
    ('body{gather_item}', 2, 'body_last'),
    ('lines{gather_item}', 3, 'lines_more'),
    ('unset', 2, 'unset'),
    ('statement', 1, 'action_bare'),
    ('body{statement}', 2, 'body_last'),
    ('lines{statement}', 3, 'lines_more'),
    ('target', 2, 'retry'),
    ('action', 2, 'action'),
    ('words', 2, 'list_more'),
    ('action', 2, 'action_bare_failed'),
    ('target', 3, 'jump_flow'),
    ('body{part_item}', 2, 'body_last'),
    ('lines{part_item}', 3, 'lines_more'),
    ('period', 3, 'period'),
    ('node', 5, 'node'),
    ('test_line', 1, 'test_word'),
    ('body{test_line}', 1, 'body'),
    ('test_line', 1, 'test_word'),
    ('lines{test_line}', 2, 'lines_blank'),
    ('test_line', 1, 'test_word'),
    ('test', 5, 'test'),
    ('node', 5, 'node'),
    ('node', 5, 'node'),
    ('body{decide_item}', 1, 'body'),
    ('lines{decide_item}', 2, 'lines_blank'),
    ('node', 5, 'node'),
    ('body{gather_item}', 1, 'body'),
    ('lines{gather_item}', 2, 'lines_blank'),
    ('node', 5, 'node'),
    ('body{statement}', 1, 'body'),
    ('lines{statement}', 2, 'lines_blank'),
    ('block', 3, 'block'),
    ('events', 3, 'list_next'),
    ('handler', 4, 'handler'),
    ('texts', 1, 'list_first'),
    ('target', 1, 'retry_bare'),
    ('target', 1, 'jump'),
    ('words', 1, 'list_first'),
    ('body{part_item}', 1, 'body'),
    ('lines{part_item}', 2, 'lines_blank'),
    ('part', 8, 'part'),
    ('hours_line', 2, 'hours_open'),
    ('periods', 1, 'list_first'),
    ('days', 3, 'list_next'),
    ('day', 3, 'day_range'),
    ('lines{test_line}', 0, 'lines_none'),
    ('defaults', 4, 'defaults'),
    ('lines{decide_item}', 0, 'lines_none'),
    ('lines{gather_item}', 0, 'lines_none'),
    ('handler', 3, 'handler_block'),
    ('lines{statement}', 0, 'lines_none'),
    ('hangup', 1, 'hangup'),
    ('setting', 4, 'setting_shared'),
    ('setting', 4, 'setting_range'),
    ('some_parameters', 4, 'list_after'),
    ('lines{part_item}', 0, 'lines_none'),
    ('hours_line', 2, 'hours_closed'),
    ('day', 1, 'same'),
    ('body{hours_line}', 2, 'body_last'),
    ('lines{hours_line}', 3, 'lines_more'),
    ('entry', 2, 'entry'),
    ('defaults_taken', 2, 'defaults_taken'),
    ('events', 1, 'list_first'),
    ('word', 1, 'same'),
    ('parameters', 2, 'list_same'),
    ('body{hours_line}', 1, 'body'),
    ('lines{hours_line}', 2, 'lines_blank'),
    ('days', 1, 'list_first'),
    ('hours', 6, 'hours'),
    ('body{flow_item}', 2, 'body_last'),
    ('lines{flow_item}', 3, 'lines_more'),
    ('event_pattern', 1, 'event_pattern'),
    ('event_pattern', 1, 'event_pattern'),
    ('event_keys', 1, 'event_keys'),
    ('event_keys', 1, 'event_keys'),
    ('event_word', 1, 'event_word'),
    ('event_word', 1, 'event_word'),
    ('setting', 1, 'setting'),
    ('setting', 2, 'setting'),
    ('body{defaults_item}', 2, 'body_last'),
    ('lines{defaults_item}', 3, 'lines_more'),
    ('parameters', 1, 'list_none'),
    ('some_parameters', 2, 'list_lead'),
    ('line_end', 2, 'nothing'),
    ('lines{hours_line}', 0, 'lines_none'),
    ('body{flow_item}', 1, 'body'),
    ('lines{flow_item}', 2, 'lines_blank'),
    ('flow', 5, 'flow'),
    ('body{defaults_item}', 1, 'body'),
    ('lines{defaults_item}', 2, 'lines_blank'),
    ('defaults_named', 5, 'defaults_named'),
    ('line_end', 0, 'nothing'),
    ('lines{flow_item}', 0, 'lines_none'),
    ('lines{defaults_item}', 0, 'lines_none'),
    ('const', 4, 'const'),
    ('import', 2, 'import'),
    ('lines{declaration}', 3, 'lines_more'),
    ('body{declaration}', 2, 'body_last'),
    ('lines{declaration}', 2, 'lines_blank'),
    ('body{declaration}', 1, 'body'),
    ('file', 1, 'file'),
    ('lines{declaration}', 0, 'lines_none'),
)

SYMBOLS = (
    '',
    'body{declaration}',
    'file',
    'lines{declaration}',
    'declaration',
    'CONST',
    'DEFAULTS',
    'FLOW',
    'HOURS',
    'IMPORT',
    'PART',
    'NAME',
    'NAME',
    'NAME',
    'NAME',
    'text',
    'NAME',
    'EQUAL',
    'LBRACE',
    'LBRACE',
    'text',
    'LPAR',
    'value',
    'body{defaults_item}',
    'lines{defaults_item}',
    'body{flow_item}',
    'lines{flow_item}',
    'LBRACE',
    'line_end',
    'parameters',
    'some_parameters',
    'defaults_item',
    'NAME',
    'ON',
    'flow_item',
    'COLLECT',
    'DECIDE',
    'DEFAULTS',
    'ENTRY',
    'MENU',
    'STEP',
    'TEST',
    'USE',
    'VOICEMAIL',
    'body{hours_line}',
    'lines{hours_line}',
    'RPAR',
    'COMMA',
    'line_end',
    'NUMBER',
    'value',
    'event',
    'events',
    'NAME',
    'NAME',
    'LBRACE',
    'NAME',
    'node',
    'NAME',
    'NAME',
    'text',
    'NAME',
    'NAME',
    'hours_line',
    'NAME',
    'day',
    'days',
    'LBRACE',
    'line_end',
    'RANGE',
    'SHARED',
    'ARROW',
    'COMMA',
    'LBRACE',
    'block',
    'LBRACE',
    'LBRACE',
    'body{defaults_item}',
    'LBRACE',
    'LBRACE',
    'LBRACE',
    'AS',
    'LBRACE',
    'MINUS',
    'COMMA',
    'TIME',
    'period',
    'periods',
    'body{part_item}',
    'lines{part_item}',
    'NAME',
    'RETRY',
    'target',
    'event',
    'body{statement}',
    'lines{statement}',
    'body{gather_item}',
    'lines{gather_item}',
    'body{decide_item}',
    'lines{decide_item}',
    'body{gather_item}',
    'body{statement}',
    'body{test_line}',
    'lines{test_line}',
    'NAME',
    'body{gather_item}',
    'day',
    'MINUS',
    'COMMA',
    'part_item',
    'DOT',
    'ON',
    'failed',
    'word',
    'words',
    'text',
    'texts',
    'statement',
    'GOTO',
    'NAME',
    'SET',
    'UNSET',
    'gather_item',
    'decide_item',
    'NAME',
    'ON',
    'AT',
    'test_line',
    'EXPECT',
    'GIVEN',
    'HEAR',
    'PRESS',
    'LPAR',
    'period',
    'FAILED',
    'failed',
    'word',
    'COMMA',
    'NAME',
    'variable',
    'variable',
    'word',
    'list',
    'words',
    'outcome',
    'outcomes',
    'text',
    'path',
    'NAME',
    'expected',
    'path',
    'text',
    'keys',
    'arguments',
    'line_end',
    'some_arguments',
    'ARROW',
    'block',
    'text',
    'DOT',
    'EQUAL',
    'COMMA',
    'COMMA',
    'ARROW',
    'COMMA',
    'block',
    'DOT',
    'words',
    'word',
    'NAME',
    'argument',
    'passed',
    'COMMA',
    'line_end',
    'target',
    'value',
    'word',
    'word',
    'target',
    'outcome',
    'COLON',
    'DOT',
    'words',
    'line_end',
    'NAME',
    'passed',
    'argument',
)

_0: dict[int | str, int] = {18: -1, 'BROKEN': -1, 'const': -1, 'defaults': -1, 16: -1, 'flow': -1, 'hours': -1, 'import': -1, 'part': -1}
_1: dict[int | str, int] = {18: -2}
_2: dict[int | str, int] = {18: 2}
_3: dict[int | str, int] = {18: -3, 'BROKEN': 4, 'const': 5, 'defaults': 6, 16: 1003, 'flow': 7, 'hours': 8, 'import': 9, 'part': 10}
_4: dict[int | str, int] = {18: -5, 16: 1005}
_5: dict[int | str, int] = {5: 11}
_6: dict[int | str, int] = {5: 12}
_7: dict[int | str, int] = {5: 13}
_8: dict[int | str, int] = {5: 14}
_9: dict[int | str, int] = {4: 1006, 3: 1006}
_10: dict[int | str, int] = {5: 16}
_11: dict[int | str, int] = {'=': 17}
_12: dict[int | str, int] = {'{': 18}
_13: dict[int | str, int] = {'{': 19}
_14: dict[int | str, int] = {4: 20, 3: 20}
_15: dict[int | str, int] = {18: -7, 16: -7}
_16: dict[int | str, int] = {'(': 21}
_17: dict[int | str, int] = {9: 1007, 12: 1007, 4: 1007, 5: 1007, 8: 1007, 14: 1007, 10: 1007, 2: 1007, 3: 1007, 13: 1007, 15: 1007}
_18: dict[int | str, int] = {'BROKEN': -9, 16: -9, 5: -9, 'on': -9, '}': -9}
_19: dict[int | str, int] = {'BROKEN': -10, 'collect': -10, 'const': -10, 'decide': -10, 'defaults': -10, 'entry': -10, 16: -10, 'hours': -10, 'menu': -10, 5: -10, '}': -10, 'step': -10, 'test': -10, 'use': -10, 'voicemail': -10}
_20: dict[int | str, int] = {'{': 27}
_21: dict[int | str, int] = {16: -11, 5: -11, ')': -11}
_22: dict[int | str, int] = {18: -8, 16: -8, '}': -8}
_23: dict[int | str, int] = {'}': 1011}
_24: dict[int | str, int] = {'BROKEN': 31, 16: 1012, 5: 32, 'on': 33, '}': -14}
_25: dict[int | str, int] = {'}': 1014}
_26: dict[int | str, int] = {'BROKEN': 34, 'collect': 35, 'const': 5, 'decide': 36, 'defaults': 37, 'entry': 38, 16: 1015, 'hours': 8, 'menu': 39, 5: 32, '}': -17, 'step': 40, 'test': 41, 'use': 42, 'voicemail': 43}
_27: dict[int | str, int] = {'BROKEN': -18, 6: -18, 16: -18, 5: -18, '}': -18}
_28: dict[int | str, int] = {16: 1018, 5: 1019, ')': -21}
_29: dict[int | str, int] = {')': 46}
_30: dict[int | str, int] = {',': 47, 16: -11, ')': -11}
_31: dict[int | str, int] = {16: 1021, '}': -23}
_32: dict[int | str, int] = {9: 1023, 16: -25, 12: 1023, 4: 1023, 5: 1023, 8: 49, 14: 1023, 10: 1023, '}': -25, 2: 1023, 3: 1023, 13: 1023, 15: 1023}
_33: dict[int | str, int] = {'incomplete': 1025, 'exhausted': 1025, 'noinput': 1025, 'nomatch': 1025, 'timeout': 1025, 'digits': 1025, 'done': 1025, 'any': 1025, 'failed': 1026, 12: 1027, 8: 1028, 14: 1029, 13: 1030}
_34: dict[int | str, int] = {16: 1031, '}': -33}
_35: dict[int | str, int] = {5: 53}
_36: dict[int | str, int] = {5: 54}
_37: dict[int | str, int] = {'{': 55, 5: 56}
_38: dict[int | str, int] = {'collect': 35, 'decide': 36, 'menu': 39, 'step': 40, 'voicemail': 43}
_39: dict[int | str, int] = {5: 58}
_40: dict[int | str, int] = {5: 59}
_41: dict[int | str, int] = {4: 60, 3: 60}
_42: dict[int | str, int] = {5: 61}
_43: dict[int | str, int] = {5: 62}
_44: dict[int | str, int] = {'}': 1033}
_45: dict[int | str, int] = {'BROKEN': 63, 6: 1034, 16: 1035, 5: 64, '}': -37}
_46: dict[int | str, int] = {'{': 67}
_47: dict[int | str, int] = {16: -11, 5: -11}
_48: dict[int | str, int] = {16: 1018, ')': -38}
_49: dict[int | str, int] = {16: -39, '..': 69, '}': -39, 'shared': 70}
_50: dict[int | str, int] = {16: -24, '}': -24}
_51: dict[int | str, int] = {'->': -40, ',': -40, '{': -40}
_52: dict[int | str, int] = {'->': 71, ',': 72, '{': 73}
_53: dict[int | str, int] = {'{': 75}
_54: dict[int | str, int] = {'{': 76}
_55: dict[int | str, int] = {16: -41, '{': 18, '}': -41}
_56: dict[int | str, int] = {16: -42, '}': -42}
_57: dict[int | str, int] = {'{': 78}
_58: dict[int | str, int] = {'{': 79}
_59: dict[int | str, int] = {'{': 80}
_60: dict[int | str, int] = {'as': 81}
_61: dict[int | str, int] = {'{': 82}
_62: dict[int | str, int] = {16: 1042, '}': -44}
_63: dict[int | str, int] = {'closed': -45, ',': -45, '-': 83, 7: -45}
_64: dict[int | str, int] = {'closed': -35, ',': -35, 7: -35}
_65: dict[int | str, int] = {'closed': 1045, ',': 84, 7: 85}
_66: dict[int | str, int] = {'BROKEN': -47, 'collect': -47, 'const': -47, 'decide': -47, 16: -47, 'menu': -47, '}': -47, 'step': -47, 'test': -47, 'use': -47, 'voicemail': -47}
_67: dict[int | str, int] = {16: 1018, 5: 1047}
_68: dict[int | str, int] = {8: 1048}
_69: dict[int | str, int] = {5: 1049}
_70: dict[int | str, int] = {'hangup': 1050, 5: 90, 'retry': 91}
_71: dict[int | str, int] = {'BROKEN': -52, 16: -52, 'goto': -52, 'hangup': -52, 5: -52, '}': -52, 'set': -52, 'unset': -52}
_72: dict[int | str, int] = {16: -53, '}': -53}
_73: dict[int | str, int] = {'BROKEN': -54, 16: -54, 5: -54, 'on': -54, '}': -54}
_74: dict[int | str, int] = {'BROKEN': -55, 16: -55, 5: -55, 'on': -55, '}': -55}
_75: dict[int | str, int] = {'}': 1055}
_76: dict[int | str, int] = {'answer': -57, 'at': -57, 'BROKEN': -57, 16: -57, 'expect': -57, 'fail': -57, 'given': -57, 'hear': -57, 'press': -57, '}': -57, 'wait': -57}
_77: dict[int | str, int] = {5: 104}
_78: dict[int | str, int] = {5: 1057}
_79: dict[int | str, int] = {6: 1058, 5: 64}
_80: dict[int | str, int] = {'-': 107}
_81: dict[int | str, int] = {',': -60, 16: -60, '}': -60}
_82: dict[int | str, int] = {',': 108, 16: -61, '}': -61}
_83: dict[int | str, int] = {'}': 1061}
_84: dict[int | str, int] = {'BROKEN': 109, 'collect': 35, 'const': 5, 'decide': 36, 16: 1062, 'menu': 39, '}': -64, 'step': 40, 'test': 41, 'use': 42, 'voicemail': 43}
_85: dict[int | str, int] = {'.': 110, 9: 1064, 16: -66, 4: 1064, 5: 1064, 8: 1064, 'on': 111, 10: 1064, '}': -66, 2: 1064, 3: 1064, 13: 1064, 15: 1064}
_86: dict[int | str, int] = {16: -67, 4: 1067, '}': -67, 3: 1067}
_87: dict[int | str, int] = {16: -69, '}': -69}
_88: dict[int | str, int] = {'->': -70, ',': -70, '{': -70}
_89: dict[int | str, int] = {'}': 1070}
_90: dict[int | str, int] = {'BROKEN': 117, 16: 1071, 'goto': 118, 'hangup': 1050, 5: 119, '}': -73, 'set': 120, 'unset': 121}
_91: dict[int | str, int] = {'}': 1073}
_92: dict[int | str, int] = {'BROKEN': 122, 16: 1074, 5: 32, 'on': 33, '}': -76}
_93: dict[int | str, int] = {'}': 1076}
_94: dict[int | str, int] = {'BROKEN': 123, 16: 1077, 5: 124, 'on': 125, '}': -79}
_95: dict[int | str, int] = {'}': 1079}
_96: dict[int | str, int] = {'}': 1080}
_97: dict[int | str, int] = {'}': 1081}
_98: dict[int | str, int] = {'answer': 1082, 'at': 126, 'BROKEN': 127, 16: 1083, 'expect': 128, 'fail': 1084, 'given': 129, 'hear': 130, 'press': 131, '}': -86, 'wait': 1086}
_99: dict[int | str, int] = {'(': 132}
_100: dict[int | str, int] = {'}': 1087}
_101: dict[int | str, int] = {'closed': -59, ',': -59, 7: -59}
_102: dict[int | str, int] = {7: 1088}
_103: dict[int | str, int] = {7: 85}
_104: dict[int | str, int] = {16: 1089, '}': -91}
_105: dict[int | str, int] = {5: 1091}
_106: dict[int | str, int] = {'failed': 134}
_107: dict[int | str, int] = {16: -93, '}': -93}
_108: dict[int | str, int] = {',': -65, 9: -65, 16: -65, 4: -65, 5: -65, 8: -65, 'on': -65, 10: -65, '}': -65, ')': -65, 2: -65, 3: -65, 13: -65, 15: -65}
_109: dict[int | str, int] = {9: 1093, 16: -95, 4: 1093, 5: 1093, 8: 1093, 'on': 111, 10: 1093, '}': -95, 2: 1093, 3: 1093, 13: 1093, 15: 1093}
_110: dict[int | str, int] = {',': -68, 16: -68, '}': -68}
_111: dict[int | str, int] = {',': 137, 16: -96, '}': -96}
_112: dict[int | str, int] = {16: 1096, '}': -98}
_113: dict[int | str, int] = {5: 138}
_114: dict[int | str, int] = {9: 1064, 16: -99, 4: 1064, 5: 1064, 8: 1064, 'on': 111, 10: 1064, '}': -99, 2: 1064, 3: 1064, 13: 1064, 15: 1064}
_115: dict[int | str, int] = {4: 139, 5: 139, 3: 139}
_116: dict[int | str, int] = {4: 1099, 5: 1099, 3: 1099}
_117: dict[int | str, int] = {16: 1100, '}': -102}
_118: dict[int | str, int] = {16: 1102, '}': -104}
_119: dict[int | str, int] = {9: 141, 4: 141, 5: 141, 8: 141, 10: 141, 2: 141, 3: 141, 13: 141, 15: 141}
_120: dict[int | str, int] = {'failed': 1104, 4: 1105, 5: 1106, 10: 1107, 11: 1108, 3: 1105}
_121: dict[int | str, int] = {5: 1109}
_122: dict[int | str, int] = {16: 1110, '}': -112}
_123: dict[int | str, int] = {'hangup': 1050, 5: 148}
_124: dict[int | str, int] = {4: 1112, 3: 1112}
_125: dict[int | str, int] = {12: 1113, 8: 1114}
_126: dict[int | str, int] = {9: -11, 16: -11, 'hangup': -11, 12: -11, 4: -11, 5: -11, 8: -11, 14: -11, 10: -11, ')': -11, 2: -11, 3: -11, 13: -11, 15: -11}
_127: dict[int | str, int] = {',': -116, 16: -116, '}': -116}
_128: dict[int | str, int] = {'->': 156, '{': 73}
_129: dict[int | str, int] = {16: -117, '}': -117}
_130: dict[int | str, int] = {',': -94, 9: -94, 16: -94, 4: -94, 5: -94, 8: -94, 'on': -94, 10: -94, '}': -94, ')': -94, 2: -94, 3: -94, 13: -94, 15: -94}
_131: dict[int | str, int] = {4: 1117, 3: 1117}
_132: dict[int | str, int] = {'.': 159, 16: -119, '}': -119}
_133: dict[int | str, int] = {'=': 160}
_134: dict[int | str, int] = {16: -100, '}': -100}
_135: dict[int | str, int] = {',': 161, 9: -65, 16: -65, 4: -65, 5: -65, 8: -65, 10: -65, '}': -65, 2: -65, 3: -65, 13: -65, 15: -65}
_136: dict[int | str, int] = {',': 162, 16: -120, '}': -120}
_137: dict[int | str, int] = {9: 1093, 16: -121, 4: 1093, 5: 1093, 8: 1093, 10: 1093, '}': -121, 2: 1093, 3: 1093, 13: 1093, 15: 1093}
_138: dict[int | str, int] = {'->': -122, ',': -122, '{': -122}
_139: dict[int | str, int] = {'->': 163, ',': 164, '{': 73}
_140: dict[int | str, int] = {'->': -106, ',': -106, '{': -106}
_141: dict[int | str, int] = {'.': 166, 16: -123, '}': -123}
_142: dict[int | str, int] = {9: 1064, 16: -124, 4: 1064, 5: 1064, 8: 1064, 10: 1064, '}': -124, 2: 1064, 3: 1064, 13: 1064, 15: 1064}
_143: dict[int | str, int] = {16: -125, '}': -125}
_144: dict[int | str, int] = {'.': 166, 9: 1125, 4: 1125, 5: 1125, 8: 1125, 10: 1125, 2: 1125, 3: 1125, 13: 1125, 15: 1125}
_145: dict[int | str, int] = {16: -113, '}': -113}
_146: dict[int | str, int] = {16: -127, '}': -127}
_147: dict[int | str, int] = {')': 1127}
_148: dict[int | str, int] = {9: 1128, 16: 1018, 'hangup': 1050, 12: 1128, 4: 1128, 5: 169, 8: 1128, 14: 1128, 10: 1128, ')': -130, 2: 1128, 3: 1128, 13: 1128, 15: 1128}
_149: dict[int | str, int] = {',': 172, 16: -11, ')': -11}
_150: dict[int | str, int] = {16: -131, '}': -131}
_151: dict[int | str, int] = {',': -118, 16: -118, '}': -118}
_152: dict[int | str, int] = {5: 1131}
_153: dict[int | str, int] = {9: 1132, 12: 1132, 4: 1132, 5: 1132, 8: 1132, 14: 1132, 10: 1132, 2: 1132, 3: 1132, 13: 1132, 15: 1132}
_154: dict[int | str, int] = {9: 1133, 4: 1133, 5: 1133, 8: 1133, 10: 1133, 2: 1133, 3: 1133, 13: 1133, 15: 1133}
_155: dict[int | str, int] = {9: 1134, 4: 1134, 5: 1134, 8: 1134, 10: 1134, 2: 1134, 3: 1134, 13: 1134, 15: 1134}
_156: dict[int | str, int] = {16: -136, '}': -136}
_157: dict[int | str, int] = {5: 1136}
_158: dict[int | str, int] = {9: 1093, 16: -138, 4: 1093, 5: 1093, 8: 1093, 10: 1093, '}': -138, 2: 1093, 3: 1093, 13: 1093, 15: 1093}
_159: dict[int | str, int] = {16: -126, '}': -126}
_160: dict[int | str, int] = {':': 180, ',': -139, '.': 181, 9: 1064, 16: -139, 4: 1064, 5: 1064, 8: 1064, 10: 1064, ')': -139, 2: 1064, 3: 1064, 13: 1064, 15: 1064}
_161: dict[int | str, int] = {',': -140, 16: -140, ')': -140}
_162: dict[int | str, int] = {',': -129, 16: -129, ')': -129}
_163: dict[int | str, int] = {9: -11, 16: -11, 'hangup': -11, 12: -11, 4: -11, 5: -11, 8: -11, 14: -11, 10: -11, 2: -11, 3: -11, 13: -11, 15: -11}
_164: dict[int | str, int] = {16: 1018, ')': -141}
_165: dict[int | str, int] = {16: -142, '}': -142}
_166: dict[int | str, int] = {16: -133, '}': -133}
_167: dict[int | str, int] = {',': -134, 16: -134, '}': -134}
_168: dict[int | str, int] = {',': -135, 16: -135, '}': -135}
_169: dict[int | str, int] = {16: -143, '}': -143}
_170: dict[int | str, int] = {'->': -144, ',': -144, '{': -144}
_171: dict[int | str, int] = {9: 1144, 'hangup': 1050, 12: 1144, 4: 1144, 5: 184, 8: 1144, 14: 1144, 10: 1144, 2: 1144, 3: 1144, 13: 1144, 15: 1144}
_172: dict[int | str, int] = {5: 1145}
_173: dict[int | str, int] = {',': -147, 9: 1093, 16: -147, 4: 1093, 5: 1093, 8: 1093, 10: 1093, ')': -147, 2: 1093, 3: 1093, 13: 1093, 15: 1093}
_174: dict[int | str, int] = {9: 1128, 16: 1018, 'hangup': 1050, 12: 1128, 4: 1128, 5: 169, 8: 1128, 14: 1128, 10: 1128, 2: 1128, 3: 1128, 13: 1128, 15: 1128}
_175: dict[int | str, int] = {',': -139, '.': 181, 9: 1064, 16: -139, 4: 1064, 5: 1064, 8: 1064, 10: 1064, ')': -139, 2: 1064, 3: 1064, 13: 1064, 15: 1064}
_176: dict[int | str, int] = {',': -145, 16: -145, ')': -145}
_177: dict[int | str, int] = {',': -148, 16: -148, ')': -148}
_178: dict[int | str, int] = {'body{declaration}': 1, 'file': 2, 'lines{declaration}': 3}
_179: dict[int | str, int] = {}
_180: dict[int | str, int] = {'const': 4, 'declaration': 4, 'defaults_named': 4, 'flow': 4, 'hours': 4, 'import': 4, 'part': 4}
_181: dict[int | str, int] = {'text': 15}
_182: dict[int | str, int] = {'text': 20}
_183: dict[int | str, int] = {'text': 22, 'value': 22, 'word': 22}
_184: dict[int | str, int] = {'body{defaults_item}': 23, 'lines{defaults_item}': 24}
_185: dict[int | str, int] = {'body{flow_item}': 25, 'lines{flow_item}': 26}
_186: dict[int | str, int] = {'line_end': 28, 'parameters': 29, 'some_parameters': 30}
_187: dict[int | str, int] = {'defaults_item': 31, 'handler': 31, 'setting': 31}
_188: dict[int | str, int] = {'const': 34, 'defaults': 34, 'defaults_named': 34, 'defaults_taken': 34, 'entry': 34, 'flow_item': 34, 'hours': 34, 'node': 34, 'setting': 34, 'test': 34, 'use': 34}
_189: dict[int | str, int] = {'body{hours_line}': 44, 'lines{hours_line}': 45}
_190: dict[int | str, int] = {'line_end': 48}
_191: dict[int | str, int] = {'text': 50, 'value': 50, 'word': 50}
_192: dict[int | str, int] = {'event': 51, 'event_keys': 51, 'event_pattern': 51, 'event_word': 51, 'events': 52}
_193: dict[int | str, int] = {'node': 57}
_194: dict[int | str, int] = {'text': 60}
_195: dict[int | str, int] = {'day': 65, 'days': 66, 'hours_line': 63}
_196: dict[int | str, int] = {'line_end': 68}
_197: dict[int | str, int] = {'block': 74}
_198: dict[int | str, int] = {'body{defaults_item}': 77, 'lines{defaults_item}': 24}
_199: dict[int | str, int] = {'period': 86, 'periods': 87}
_200: dict[int | str, int] = {'body{part_item}': 88, 'lines{part_item}': 89}
_201: dict[int | str, int] = {'action': 92, 'hangup': 92, 'target': 92}
_202: dict[int | str, int] = {'event': 93, 'event_keys': 93, 'event_pattern': 93, 'event_word': 93}
_203: dict[int | str, int] = {'body{statement}': 94, 'lines{statement}': 95}
_204: dict[int | str, int] = {'body{gather_item}': 96, 'lines{gather_item}': 97}
_205: dict[int | str, int] = {'body{decide_item}': 98, 'lines{decide_item}': 99}
_206: dict[int | str, int] = {'body{gather_item}': 100, 'lines{gather_item}': 97}
_207: dict[int | str, int] = {'body{statement}': 101, 'lines{statement}': 95}
_208: dict[int | str, int] = {'body{test_line}': 102, 'lines{test_line}': 103}
_209: dict[int | str, int] = {'body{gather_item}': 105, 'lines{gather_item}': 97}
_210: dict[int | str, int] = {'day': 106}
_211: dict[int | str, int] = {'const': 109, 'node': 109, 'part_item': 109, 'test': 109, 'use': 109}
_212: dict[int | str, int] = {'failed': 112, 'text': 113, 'word': 113, 'words': 114}
_213: dict[int | str, int] = {'text': 115, 'texts': 116}
_214: dict[int | str, int] = {'action': 117, 'goto': 117, 'hangup': 117, 'set': 117, 'statement': 117, 'unset': 117}
_215: dict[int | str, int] = {'gather_item': 122, 'handler': 122, 'setting': 122}
_216: dict[int | str, int] = {'decide_item': 123, 'outcome_handler': 123}
_217: dict[int | str, int] = {'test_line': 127}
_218: dict[int | str, int] = {'period': 133}
_219: dict[int | str, int] = {'failed': 135, 'text': 136, 'word': 136}
_220: dict[int | str, int] = {'text': 139, 'variable': 139}
_221: dict[int | str, int] = {'text': 140, 'variable': 140}
_222: dict[int | str, int] = {'list': 142, 'text': 141, 'word': 141, 'words': 143}
_223: dict[int | str, int] = {'outcome': 144, 'outcome_number': 144, 'outcome_text': 144, 'outcome_word': 144, 'outcomes': 145, 'text': 146}
_224: dict[int | str, int] = {'path': 147}
_225: dict[int | str, int] = {'expected': 149, 'hangup': 149}
_226: dict[int | str, int] = {'path': 150}
_227: dict[int | str, int] = {'text': 151}
_228: dict[int | str, int] = {'keys': 152}
_229: dict[int | str, int] = {'arguments': 153, 'line_end': 154, 'some_arguments': 155}
_230: dict[int | str, int] = {'block': 157}
_231: dict[int | str, int] = {'text': 158}
_232: dict[int | str, int] = {'text': 136, 'word': 136}
_233: dict[int | str, int] = {'block': 165}
_234: dict[int | str, int] = {'text': 113, 'word': 113, 'words': 167}
_235: dict[int | str, int] = {'text': 168, 'word': 168}
_236: dict[int | str, int] = {'argument': 170, 'hangup': 171, 'passed': 171, 'text': 171, 'value': 171, 'word': 171}
_237: dict[int | str, int] = {'line_end': 173}
_238: dict[int | str, int] = {'action': 174, 'hangup': 174, 'target': 174}
_239: dict[int | str, int] = {'text': 175, 'value': 175, 'word': 175}
_240: dict[int | str, int] = {'text': 176, 'word': 176}
_241: dict[int | str, int] = {'text': 177, 'word': 177}
_242: dict[int | str, int] = {'action': 178, 'hangup': 178, 'target': 178}
_243: dict[int | str, int] = {'outcome': 179, 'outcome_number': 179, 'outcome_text': 179, 'outcome_word': 179, 'text': 146}
_244: dict[int | str, int] = {'text': 113, 'word': 113, 'words': 182}
_245: dict[int | str, int] = {'line_end': 183}
_246: dict[int | str, int] = {'hangup': 185, 'passed': 185, 'text': 185, 'value': 185, 'word': 185}
_247: dict[int | str, int] = {'argument': 186, 'hangup': 171, 'passed': 171, 'text': 171, 'value': 171, 'word': 171}

ROWS: tuple[dict[int | str, int], ...] = (
    _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15,
    _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, _28, _29, _30, _31,
    _32, _33, _34, _35, _36, _37, _38, _39, _40, _41, _42, _43, _44, _45, _46, _47,
    _48, _49, _50, _51, _52, _53, _54, _18, _55, _56, _57, _58, _59, _60, _61, _62,
    _63, _64, _65, _66, _67, _68, _69, _70, _33, _71, _72, _73, _74, _75, _73, _71,
    _76, _77, _73, _78, _79, _80, _81, _82, _83, _84, _85, _86, _87, _88, _89, _90,
    _91, _92, _93, _94, _95, _96, _97, _98, _99, _100, _101, _102, _103, _104, _105, _106,
    _107, _108, _109, _110, _111, _112, _113, _114, _115, _116, _117, _118, _119, _120, _121, _122,
    _123, _121, _124, _125, _126, _127, _128, _129, _130, _131, _132, _133, _134, _135, _136, _137,
    _138, _139, _140, _141, _142, _143, _144, _145, _146, _147, _148, _149, _70, _150, _151, _152,
    _153, _154, _155, _70, _120, _156, _157, _158, _159, _160, _161, _162, _163, _164, _165, _166,
    _167, _168, _169, _170, _171, _172, _173, _174, _175, _176, _177,
)
GOTOS: tuple[dict[int | str, int], ...] = (
    _178, _179, _179, _180, _179, _179, _179, _179, _179, _181, _179, _179, _179, _179, _182, _179,
    _179, _183, _184, _185, _179, _186, _179, _179, _187, _179, _188, _189, _179, _179, _190, _179,
    _191, _192, _179, _179, _179, _179, _193, _179, _179, _194, _179, _179, _179, _195, _179, _196,
    _179, _179, _179, _179, _197, _179, _179, _198, _179, _179, _179, _179, _179, _179, _179, _179,
    _179, _179, _199, _200, _179, _179, _179, _201, _202, _203, _179, _204, _205, _179, _206, _207,
    _208, _179, _209, _179, _210, _179, _179, _179, _179, _211, _212, _213, _179, _179, _179, _214,
    _179, _215, _179, _216, _179, _179, _179, _217, _179, _179, _179, _179, _218, _179, _179, _179,
    _179, _179, _219, _179, _179, _179, _179, _212, _220, _221, _179, _179, _222, _223, _224, _179,
    _225, _226, _227, _228, _229, _179, _230, _179, _179, _231, _179, _179, _179, _179, _179, _232,
    _179, _233, _179, _179, _234, _179, _235, _179, _179, _179, _236, _237, _238, _179, _179, _179,
    _239, _240, _241, _242, _243, _179, _179, _232, _179, _244, _179, _179, _245, _179, _179, _179,
    _179, _179, _179, _179, _246, _179, _232, _247, _244, _179, _179,
)
