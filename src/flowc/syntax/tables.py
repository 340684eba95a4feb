"""Parse tables of the flow language. Written by tools/generate_tables.py; not to be edited."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

DIGEST = '4fd918b6d4625f3df60ffae3f91af16f69d558158469d4a1097aab754ae2d7e0'

TOKEN = '[ \t\r]*+(?:(\\->|\\.\\.|,|\\.|=|\\{|\\})|(sips?:(?:[^\x00- \x7f;{}\\/]|\\/(?!\\/))+)|("(?!"")[^"\\\\\\n]*+(?:\\\\[^\\n][^"\\\\\\n]*+)*")|("""[^"\\\\]*+(?:(?:\\\\(?:[^\\n]|\\n)|"(?!""))[^"\\\\]*+)*""")|(?:([a-z][a-z0-9_]{0,63})|([0-9]{1,64})|([0-9]{1,18}(?:ms|s|m))|(\\+[0-9]{1,15}(?![ \t]+[0-9(]))|([0-9*#]{1,64})|([XZN][XZN0-9]{0,63})|([0-9*#XZN]{1,64})|([A-Z][A-Z0-9_]{0,63}))(?![0-9A-Za-z_*#])|([;\n][;\n \t\r]*+)|(\\/\\/[^\n]*+)|(\\Z)|("""[^\\n]*)|("[^\\n]*)|((?:[0-9A-Za-z_*#]|[^\\x00-\\x7f])+|[^\\n]))'
TOKEN_AFTER_OPEN_STRING = '[ \t\r]*+(?:(\\->|\\.\\.|,|\\.|=|\\{|\\})|(sips?:(?:[^\x00- \x7f;{}\\/]|\\/(?!\\/))+)|("(?!"")[^"\\\\\\n]*+(?:\\\\[^\\n][^"\\\\\\n]*+)*")|((?!))|(?:([a-z][a-z0-9_]{0,63})|([0-9]{1,64})|([0-9]{1,18}(?:ms|s|m))|(\\+[0-9]{1,15}(?![ \t]+[0-9(]))|([0-9*#]{1,64})|([XZN][XZN0-9]{0,63})|([0-9*#XZN]{1,64})|([A-Z][A-Z0-9_]{0,63}))(?![0-9A-Za-z_*#])|([;\n][;\n \t\r]*+)|(\\/\\/[^\n]*+)|(\\Z)|("""[^\\n]*)|("[^\\n]*)|((?:[0-9A-Za-z_*#]|[^\\x00-\\x7f])+|[^\\n]))'

EXACT_STRING = '"(?!"")[^\x00-\x08\n-\x1f\x7f"\\\\{}]*+(?:(?:\\{[a-z][a-z0-9_]{0,63}\\}|\\\\(?:["\\\\nt]|u\\{(?:0{0,2}(?![Dd][89A-Fa-f][0-9A-Fa-f]{2}\\})[0-9A-Fa-f]{1,4}|0?[1-9A-Fa-f][0-9A-Fa-f]{4}|10[0-9A-Fa-f]{4})\\})|(?:\\{\\{|\\}\\}))[^\x00-\x08\n-\x1f\x7f"\\\\{}]*+)*"'
EXACT_LONG_STRING = '"""[^\x00-\x08\x0b-\x0c\x0e-\x1f\x7f"\\\\{}]*+(?:(?:\\{[a-z][a-z0-9_]{0,63}\\}|\\\\(?:["\\\\nt]|u\\{(?:0{0,2}(?![Dd][89A-Fa-f][0-9A-Fa-f]{2}\\})[0-9A-Fa-f]{1,4}|0?[1-9A-Fa-f][0-9A-Fa-f]{4}|10[0-9A-Fa-f]{4})\\})|(?:\\{\\{|\\}\\})|"(?!""))[^\x00-\x08\x0b-\x0c\x0e-\x1f\x7f"\\\\{}]*+)*"""'

SHAPES = ('', 'PUNCTUATION', 'SIP', 'STRING', 'LONG_STRING', 'NAME', 'NUMBER', 'DURATION', 'PHONE', 'KEYS', 'WILD', 'PATTERN', 'WORD', 'EOL', 'COMMENT', 'END', 'OPEN_LONG_STRING', 'OPEN_STRING', 'WRONG')
PUNCTUATION = 1
SIP = 2
STRING = 3
LONG_STRING = 4
NAME = 5
NUMBER = 6
DURATION = 7
PHONE = 8
KEYS = 9
WILD = 10
PATTERN = 11
WORD = 12
EOL = 13
COMMENT = 14
END = 15
OPEN_LONG_STRING = 16
OPEN_STRING = 17
WRONG = 18

RULES = (
    ('texts', 3, 'list_next'),
    ('failed', 4, 'failed'),
    ('target', 3, 'jump_flow'),
    ('set', 4, 'set'),
    ('failed', 3, 'failed_block'),
    ('goto', 4, 'goto_flow'),
    ('block', 3, 'block'),
    ('target', 2, 'retry'),
    ('texts', 1, 'list_first'),
    ('expected', 2, 'action'),
    ('action', 3, 'action_failed'),
    ('words', 2, 'list_more'),
    ('events', 3, 'list_next'),
    ('handler', 4, 'handler'),
    ('target', 1, 'retry_bare'),
    ('target', 1, 'jump'),
    ('test_line', 2, 'test_with'),
    ('keys', 1, 'keys'),
    ('keys', 1, 'keys'),
    ('test_line', 2, 'test_with'),
    ('test_line', 2, 'test_with'),
    ('expected', 1, 'action_bare'),
    ('lines{test_line}', 3, 'lines_more'),
    ('test_line', 2, 'test_with'),
    ('unset', 2, 'unset'),
    ('action', 2, 'action'),
    ('action', 2, 'action_bare_failed'),
    ('words', 1, 'list_first'),
    ('goto', 2, 'goto'),
    ('lines{statement}', 3, 'lines_more'),
    ('handler', 3, 'handler_block'),
    ('lines{gather_item}', 3, 'lines_more'),
    ('test_line', 1, 'test_word'),
    ('test_line', 1, 'test_word'),
    ('lines{test_line}', 2, 'lines_blank'),
    ('body{test_line}', 2, 'body_last'),
    ('test_line', 1, 'test_word'),
    ('test', 5, 'test'),
    ('statement', 1, 'action_bare'),
    ('hangup', 1, 'hangup'),
    ('lines{statement}', 2, 'lines_blank'),
    ('body{statement}', 2, 'body_last'),
    ('node', 5, 'node'),
    ('node', 5, 'node'),
    ('events', 1, 'list_first'),
    ('event_pattern', 1, 'event_pattern'),
    ('event_pattern', 1, 'event_pattern'),
    ('event_keys', 1, 'event_keys'),
    ('event_keys', 1, 'event_keys'),
    ('event_word', 1, 'event_word'),
    ('event_word', 1, 'event_word'),
    ('lines{defaults_item}', 3, 'lines_more'),
    ('lines{gather_item}', 2, 'lines_blank'),
    ('body{gather_item}', 2, 'body_last'),
    ('node', 5, 'node'),
    ('body{test_line}', 1, 'body'),
    ('body{statement}', 1, 'body'),
    ('setting', 4, 'setting_range'),
    ('lines{defaults_item}', 2, 'lines_blank'),
    ('body{defaults_item}', 2, 'body_last'),
    ('defaults', 4, 'defaults'),
    ('body{gather_item}', 1, 'body'),
    ('lines{test_line}', 0, 'lines_none'),
    ('lines{statement}', 0, 'lines_none'),
    ('body{defaults_item}', 1, 'body'),
    ('lines{gather_item}', 0, 'lines_none'),
    ('word', 1, 'same'),
    ('setting', 2, 'setting'),
    ('entry', 2, 'entry'),
    ('lines{defaults_item}', 0, 'lines_none'),
    ('lines{flow_item}', 3, 'lines_more'),
    ('setting', 1, 'setting'),
    ('lines{flow_item}', 2, 'lines_blank'),
    ('body{flow_item}', 2, 'body_last'),
    ('flow', 5, 'flow'),
    ('body{flow_item}', 1, 'body'),
    ('const', 4, 'const'),
    ('lines{flow_item}', 0, 'lines_none'),
    ('lines{declaration}', 3, 'lines_more'),
    ('lines{declaration}', 2, 'lines_blank'),
    ('body{declaration}', 2, 'body_last'),
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
    'EOL',
    'FLOW',
    'EOL',
    'NAME',
    'NAME',
    'EQUAL',
    'LBRACE',
    'value',
    'body{flow_item}',
    'lines{flow_item}',
    'RBRACE',
    'flow_item',
    'COLLECT',
    'DEFAULTS',
    'ENTRY',
    'EOL',
    'MENU',
    'NAME',
    'STEP',
    'TEST',
    'EOL',
    'NAME',
    'LBRACE',
    'node',
    'NAME',
    'value',
    'NUMBER',
    'NAME',
    'text',
    'LBRACE',
    'body{defaults_item}',
    'lines{defaults_item}',
    'LBRACE',
    'RANGE',
    'LBRACE',
    'LBRACE',
    'body{gather_item}',
    'lines{gather_item}',
    'RBRACE',
    'defaults_item',
    'EOL',
    'ON',
    'body{gather_item}',
    'NUMBER',
    'body{statement}',
    'lines{statement}',
    'body{test_line}',
    'lines{test_line}',
    'RBRACE',
    'gather_item',
    'EOL',
    'EOL',
    'EVENT',
    'FAILED',
    'KEYS',
    'NUMBER',
    'PATTERN',
    'WILD',
    'event',
    'events',
    'RBRACE',
    'RBRACE',
    'statement',
    'EOL',
    'GOTO',
    'HANGUP',
    'NAME',
    'SET',
    'UNSET',
    'RBRACE',
    'ANSWER',
    'AT',
    'test_line',
    'EOL',
    'EXPECT',
    'FAIL',
    'HEAR',
    'PRESS',
    'WAIT',
    'EOL',
    'ARROW',
    'COMMA',
    'LBRACE',
    'block',
    'EOL',
    'NAME',
    'word',
    'ON',
    'failed',
    'words',
    'variable',
    'variable',
    'NAME',
    'EOL',
    'NAME',
    'expected',
    'text',
    'KEYS',
    'NUMBER',
    'keys',
    'NAME',
    'RETRY',
    'target',
    'event',
    'body{statement}',
    'DOT',
    'FAILED',
    'word',
    'failed',
    'EQUAL',
    'words',
    'DOT',
    'text',
    'texts',
    'RBRACE',
    'NAME',
    'ARROW',
    'block',
    'value',
    'NAME',
    'COMMA',
    'target',
    'text',
)

_0: dict[int | str, int] = {15: -1, 'BROKEN': -1, 'const': -1, 13: -1, 'flow': -1}
_1: dict[int | str, int] = {15: -2}
_2: dict[int | str, int] = {15: 2}
_3: dict[int | str, int] = {15: -3, 'BROKEN': 4, 'const': 5, 13: 6, 'flow': 7}
_4: dict[int | str, int] = {15: -4, 13: 8}
_5: dict[int | str, int] = {5: 9}
_6: dict[int | str, int] = {15: -5, 'BROKEN': -5, 'const': -5, 13: -5, 'flow': -5}
_7: dict[int | str, int] = {5: 10}
_8: dict[int | str, int] = {15: -6, 'BROKEN': -6, 'const': -6, 13: -6, 'flow': -6}
_9: dict[int | str, int] = {'=': 11}
_10: dict[int | str, int] = {'{': 12}
_11: dict[int | str, int] = {7: 13, 9: 13, 4: 13, 5: 13, 6: 13, 11: 13, 8: 13, 2: 13, 3: 13, 10: 13, 12: 13}
_12: dict[int | str, int] = {'BROKEN': -7, 'collect': -7, 'const': -7, 'defaults': -7, 'entry': -7, 13: -7, 'menu': -7, 5: -7, '}': -7, 'step': -7, 'test': -7}
_13: dict[int | str, int] = {15: -8, 13: -8, '}': -8}
_14: dict[int | str, int] = {'}': 16}
_15: dict[int | str, int] = {'BROKEN': 17, 'collect': 18, 'const': 5, 'defaults': 19, 'entry': 20, 13: 21, 'menu': 22, 5: 23, '}': -9, 'step': 24, 'test': 25}
_16: dict[int | str, int] = {15: -10, 13: -10}
_17: dict[int | str, int] = {13: 26, '}': -11}
_18: dict[int | str, int] = {5: 27}
_19: dict[int | str, int] = {'{': 28}
_20: dict[int | str, int] = {'collect': 18, 'menu': 22, 'step': 24}
_21: dict[int | str, int] = {'BROKEN': -12, 'collect': -12, 'const': -12, 'defaults': -12, 'entry': -12, 13: -12, 'menu': -12, 5: -12, '}': -12, 'step': -12, 'test': -12}
_22: dict[int | str, int] = {5: 30}
_23: dict[int | str, int] = {7: 31, 13: -13, 9: 31, 4: 31, 5: 31, 6: 32, 11: 31, 8: 31, '}': -13, 2: 31, 3: 31, 10: 31, 12: 31}
_24: dict[int | str, int] = {5: 33}
_25: dict[int | str, int] = {4: 34, 3: 34}
_26: dict[int | str, int] = {'BROKEN': -14, 'collect': -14, 'const': -14, 'defaults': -14, 'entry': -14, 13: -14, 'menu': -14, 5: -14, '}': -14, 'step': -14, 'test': -14}
_27: dict[int | str, int] = {'{': 35}
_28: dict[int | str, int] = {'BROKEN': -15, 13: -15, 5: -15, 'on': -15, '}': -15}
_29: dict[int | str, int] = {13: -16, '}': -16}
_30: dict[int | str, int] = {'{': 38}
_31: dict[int | str, int] = {13: -17, '}': -17}
_32: dict[int | str, int] = {13: -18, '..': 39, '}': -18}
_33: dict[int | str, int] = {'{': 40}
_34: dict[int | str, int] = {'{': 41}
_35: dict[int | str, int] = {'BROKEN': -19, 13: -19, 5: -19, 'on': -19, '}': -19}
_36: dict[int | str, int] = {'}': 44}
_37: dict[int | str, int] = {'BROKEN': 45, 13: 46, 5: 23, 'on': 47, '}': -20}
_38: dict[int | str, int] = {6: 49}
_39: dict[int | str, int] = {'BROKEN': -21, 13: -21, 'goto': -21, 'hangup': -21, 5: -21, '}': -21, 'set': -21, 'unset': -21}
_40: dict[int | str, int] = {'answer': -22, 'at': -22, 'BROKEN': -22, 13: -22, 'expect': -22, 'fail': -22, 'hear': -22, 'press': -22, '}': -22, 'wait': -22}
_41: dict[int | str, int] = {'}': 54}
_42: dict[int | str, int] = {'BROKEN': 55, 13: 56, 5: 23, 'on': 47, '}': -23}
_43: dict[int | str, int] = {13: -24, '}': -24}
_44: dict[int | str, int] = {13: 57, '}': -25}
_45: dict[int | str, int] = {'BROKEN': -26, 13: -26, 5: -26, 'on': -26, '}': -26}
_46: dict[int | str, int] = {'incomplete': 58, 'exhausted': 58, 'noinput': 58, 'nomatch': 58, 'timeout': 58, 'digits': 58, 'any': 58, 'failed': 59, 9: 60, 6: 61, 11: 62, 10: 63}
_47: dict[int | str, int] = {'}': 66}
_48: dict[int | str, int] = {13: -27, '}': -27}
_49: dict[int | str, int] = {'}': 67}
_50: dict[int | str, int] = {'BROKEN': 68, 13: 69, 'goto': 70, 'hangup': 71, 5: 72, '}': -28, 'set': 73, 'unset': 74}
_51: dict[int | str, int] = {'}': 75}
_52: dict[int | str, int] = {'answer': 76, 'at': 77, 'BROKEN': 78, 13: 79, 'expect': 80, 'fail': 81, 'hear': 82, 'press': 83, '}': -29, 'wait': 84}
_53: dict[int | str, int] = {13: -30, '}': -30}
_54: dict[int | str, int] = {13: 85, '}': -31}
_55: dict[int | str, int] = {'BROKEN': -32, 13: -32, 5: -32, 'on': -32, '}': -32}
_56: dict[int | str, int] = {'BROKEN': -33, 13: -33, 5: -33, 'on': -33, '}': -33}
_57: dict[int | str, int] = {'->': -34, ',': -34, '{': -34}
_58: dict[int | str, int] = {'->': -35, ',': -35, '{': -35}
_59: dict[int | str, int] = {'->': -36, ',': -36, '{': -36}
_60: dict[int | str, int] = {'->': -37, ',': -37, '{': -37}
_61: dict[int | str, int] = {'->': -38, ',': -38, '{': -38}
_62: dict[int | str, int] = {'->': -39, ',': -39, '{': -39}
_63: dict[int | str, int] = {'->': -40, ',': -40, '{': -40}
_64: dict[int | str, int] = {'->': 86, ',': 87, '{': 88}
_65: dict[int | str, int] = {13: -41, '}': -41}
_66: dict[int | str, int] = {13: -42, '}': -42}
_67: dict[int | str, int] = {13: 90, '}': -43}
_68: dict[int | str, int] = {'BROKEN': -44, 13: -44, 'goto': -44, 'hangup': -44, 5: -44, '}': -44, 'set': -44, 'unset': -44}
_69: dict[int | str, int] = {5: 91}
_70: dict[int | str, int] = {13: -45, '}': -45}
_71: dict[int | str, int] = {7: 92, 13: -46, 4: 92, 5: 92, 6: 92, 'on': 93, 8: 92, '}': -46, 2: 92, 3: 92, 10: 92, 12: 92}
_72: dict[int | str, int] = {4: 96, 5: 96, 3: 96}
_73: dict[int | str, int] = {4: 97, 5: 97, 3: 97}
_74: dict[int | str, int] = {13: -47, '}': -47}
_75: dict[int | str, int] = {13: -48, '}': -48}
_76: dict[int | str, int] = {5: 98}
_77: dict[int | str, int] = {13: 99, '}': -49}
_78: dict[int | str, int] = {'answer': -50, 'at': -50, 'BROKEN': -50, 13: -50, 'expect': -50, 'fail': -50, 'hear': -50, 'press': -50, '}': -50, 'wait': -50}
_79: dict[int | str, int] = {'hangup': 71, 5: 100}
_80: dict[int | str, int] = {13: -51, '}': -51}
_81: dict[int | str, int] = {4: 102, 3: 102}
_82: dict[int | str, int] = {9: 103, 6: 104}
_83: dict[int | str, int] = {13: -52, '}': -52}
_84: dict[int | str, int] = {'BROKEN': -53, 13: -53, 5: -53, 'on': -53, '}': -53}
_85: dict[int | str, int] = {'hangup': 71, 5: 106, 'retry': 107}
_86: dict[int | str, int] = {13: -54, '}': -54}
_87: dict[int | str, int] = {'BROKEN': -55, 13: -55, 'goto': -55, 'hangup': -55, 5: -55, '}': -55, 'set': -55, 'unset': -55}
_88: dict[int | str, int] = {'.': 111, 13: -56, '}': -56}
_89: dict[int | str, int] = {7: -57, 13: -57, 4: -57, 5: -57, 6: -57, 'on': -57, 8: -57, '}': -57, 2: -57, 3: -57, 10: -57, 12: -57}
_90: dict[int | str, int] = {'failed': 112}
_91: dict[int | str, int] = {13: -58, '}': -58}
_92: dict[int | str, int] = {7: 113, 13: -59, 4: 113, 5: 113, 6: 113, 'on': 93, 8: 113, '}': -59, 2: 113, 3: 113, 10: 113, 12: 113}
_93: dict[int | str, int] = {'=': 115}
_94: dict[int | str, int] = {13: -60, '}': -60}
_95: dict[int | str, int] = {13: -61, '}': -61}
_96: dict[int | str, int] = {'answer': -62, 'at': -62, 'BROKEN': -62, 13: -62, 'expect': -62, 'fail': -62, 'hear': -62, 'press': -62, '}': -62, 'wait': -62}
_97: dict[int | str, int] = {7: 92, 13: -63, 4: 92, 5: 92, 6: 92, 8: 92, '}': -63, 2: 92, 3: 92, 10: 92, 12: 92}
_98: dict[int | str, int] = {13: -64, '}': -64}
_99: dict[int | str, int] = {13: -65, '}': -65}
_100: dict[int | str, int] = {13: -66, '}': -66}
_101: dict[int | str, int] = {13: -67, '}': -67}
_102: dict[int | str, int] = {13: -68, '}': -68}
_103: dict[int | str, int] = {'.': 117, 7: 92, 13: -69, 4: 92, 5: 92, 6: 92, 'on': 93, 8: 92, '}': -69, 2: 92, 3: 92, 10: 92, 12: 92}
_104: dict[int | str, int] = {13: -70, 4: 118, '}': -70, 3: 118}
_105: dict[int | str, int] = {13: -71, '}': -71}
_106: dict[int | str, int] = {'->': -72, ',': -72, '{': -72}
_107: dict[int | str, int] = {'}': 120}
_108: dict[int | str, int] = {5: 121}
_109: dict[int | str, int] = {'->': 122, '{': 88}
_110: dict[int | str, int] = {7: -73, 13: -73, 4: -73, 5: -73, 6: -73, 'on': -73, 8: -73, '}': -73, 2: -73, 3: -73, 10: -73, 12: -73}
_111: dict[int | str, int] = {13: -74, '}': -74}
_112: dict[int | str, int] = {7: 124, 9: 124, 4: 124, 5: 124, 6: 124, 11: 124, 8: 124, 2: 124, 3: 124, 10: 124, 12: 124}
_113: dict[int | str, int] = {7: 113, 13: -75, 4: 113, 5: 113, 6: 113, 8: 113, '}': -75, 2: 113, 3: 113, 10: 113, 12: 113}
_114: dict[int | str, int] = {5: 125}
_115: dict[int | str, int] = {',': -76, 13: -76, '}': -76}
_116: dict[int | str, int] = {',': 126, 13: -77, '}': -77}
_117: dict[int | str, int] = {13: -78, '}': -78}
_118: dict[int | str, int] = {13: -79, '}': -79}
_119: dict[int | str, int] = {13: -80, '}': -80}
_120: dict[int | str, int] = {13: -81, '}': -81}
_121: dict[int | str, int] = {13: -82, '}': -82}
_122: dict[int | str, int] = {4: 128, 3: 128}
_123: dict[int | str, int] = {13: -83, '}': -83}
_124: dict[int | str, int] = {',': -84, 13: -84, '}': -84}
_125: dict[int | str, int] = {'body{declaration}': 1, 'file': 2, 'lines{declaration}': 3}
_126: dict[int | str, int] = {}
_127: dict[int | str, int] = {'const': 4, 'declaration': 4, 'flow': 4}
_128: dict[int | str, int] = {'text': 13, 'value': 13, 'word': 13}
_129: dict[int | str, int] = {'body{flow_item}': 14, 'lines{flow_item}': 15}
_130: dict[int | str, int] = {'const': 17, 'defaults': 17, 'entry': 17, 'flow_item': 17, 'node': 17, 'setting': 17, 'test': 17}
_131: dict[int | str, int] = {'node': 29}
_132: dict[int | str, int] = {'text': 31, 'value': 31, 'word': 31}
_133: dict[int | str, int] = {'text': 34}
_134: dict[int | str, int] = {'body{defaults_item}': 36, 'lines{defaults_item}': 37}
_135: dict[int | str, int] = {'body{gather_item}': 42, 'lines{gather_item}': 43}
_136: dict[int | str, int] = {'defaults_item': 45, 'handler': 45, 'setting': 45}
_137: dict[int | str, int] = {'body{gather_item}': 48, 'lines{gather_item}': 43}
_138: dict[int | str, int] = {'body{statement}': 50, 'lines{statement}': 51}
_139: dict[int | str, int] = {'body{test_line}': 52, 'lines{test_line}': 53}
_140: dict[int | str, int] = {'gather_item': 55, 'handler': 55, 'setting': 55}
_141: dict[int | str, int] = {'event': 64, 'event_keys': 64, 'event_pattern': 64, 'event_word': 64, 'events': 65}
_142: dict[int | str, int] = {'action': 68, 'goto': 68, 'hangup': 68, 'set': 68, 'statement': 68, 'unset': 68}
_143: dict[int | str, int] = {'test_line': 78}
_144: dict[int | str, int] = {'block': 89}
_145: dict[int | str, int] = {'failed': 94, 'text': 92, 'word': 92, 'words': 95}
_146: dict[int | str, int] = {'text': 96, 'variable': 96}
_147: dict[int | str, int] = {'text': 97, 'variable': 97}
_148: dict[int | str, int] = {'expected': 101, 'hangup': 101}
_149: dict[int | str, int] = {'text': 102}
_150: dict[int | str, int] = {'keys': 105}
_151: dict[int | str, int] = {'action': 108, 'hangup': 108, 'target': 108}
_152: dict[int | str, int] = {'event': 109, 'event_keys': 109, 'event_pattern': 109, 'event_word': 109}
_153: dict[int | str, int] = {'body{statement}': 110, 'lines{statement}': 51}
_154: dict[int | str, int] = {'failed': 114, 'text': 113, 'word': 113}
_155: dict[int | str, int] = {'text': 92, 'word': 92, 'words': 116}
_156: dict[int | str, int] = {'text': 118, 'texts': 119}
_157: dict[int | str, int] = {'block': 123}
_158: dict[int | str, int] = {'text': 124, 'value': 124, 'word': 124}
_159: dict[int | str, int] = {'text': 113, 'word': 113}
_160: dict[int | str, int] = {'action': 127, 'hangup': 127, 'target': 127}
_161: dict[int | str, int] = {'text': 128}

ROWS: tuple[dict[int | str, int], ...] = (
    _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15,
    _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, _28, _29, _30, _31,
    _32, _33, _34, _35, _36, _37, _35, _38, _39, _40, _41, _42, _43, _44, _45, _46,
    _47, _48, _49, _50, _51, _52, _53, _54, _55, _56, _57, _58, _59, _60, _61, _62,
    _63, _64, _65, _66, _67, _68, _69, _70, _71, _72, _73, _74, _75, _76, _77, _78,
    _79, _80, _81, _82, _83, _84, _85, _46, _39, _86, _87, _88, _89, _90, _91, _92,
    _93, _94, _95, _96, _97, _98, _99, _100, _101, _102, _103, _104, _105, _106, _107, _108,
    _109, _110, _111, _112, _113, _114, _115, _116, _117, _118, _85, _119, _120, _121, _122, _123,
    _124,
)
GOTOS: tuple[dict[int | str, int], ...] = (
    _125, _126, _126, _127, _126, _126, _126, _126, _126, _126, _126, _128, _129, _126, _126, _130,
    _126, _126, _126, _126, _131, _126, _126, _132, _126, _133, _126, _126, _134, _126, _126, _126,
    _126, _126, _126, _135, _126, _136, _137, _126, _138, _139, _126, _140, _126, _126, _126, _141,
    _126, _126, _126, _142, _126, _143, _126, _126, _126, _126, _126, _126, _126, _126, _126, _126,
    _126, _144, _126, _126, _126, _126, _126, _126, _145, _146, _147, _126, _126, _126, _126, _126,
    _148, _126, _149, _150, _126, _126, _151, _152, _153, _126, _126, _126, _126, _126, _126, _154,
    _126, _126, _126, _126, _155, _126, _126, _126, _126, _126, _145, _156, _126, _126, _126, _126,
    _157, _126, _126, _158, _159, _126, _126, _126, _126, _126, _160, _126, _126, _126, _161, _126,
    _126,
)
