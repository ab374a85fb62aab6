/** Words for splits in other languages than English, as people call their folders and files. */
import type { SplitName } from '../../spec/units.ts';

const words: Readonly<Record<SplitName, string>> = {
  train: [
    'entrenamiento entrenar treino treinamento treinar',
    'entraînement entrainement apprentissage addestramento',
    'trening treningowe eğitim latih pelatihan',
    'обучение обучающая обучающие обучающий тренировка тренировочная тренировочные',
    '训练 訓練 学习 學習 学習 훈련 학습',
  ].join(' '),
  validation: [
    'validación validacion validação validacao validazione convalida',
    'validierung validatie walidacja doğrulama validasi',
    'валидация валидационная валидационные',
    '验证 驗證 検証 검증',
  ].join(' '),
  test: [
    'prueba pruebas teste testes essai prova testowe uji pengujian',
    'тест тесты тестовая тестовые тестовый тестирование',
    '测试 測試 テスト 評価 테스트 평가',
  ].join(' '),
};

/** Each word in small letters, composed, with the split that it is said of. */
export const foreignSplits: ReadonlyMap<string, SplitName> = new Map(
  (['train', 'validation', 'test'] as const).flatMap((split) =>
    words[split].split(' ').map((word) => [word.normalize('NFC'), split] as const),
  ),
);

/** What stands after a split in languages that join words: 训练集, テストデータ. */
const joinedEnds =
  /^(.+?)(集|组|組|用|数据集?|數據集?|データ(?:セット)?|画像|图片|圖片|图像|세트|셋|데이터)+$/u;

/** A word without what says that it is a set, or data, of a split; as it is where it says none. */
export function withoutJoinedEnd(word: string): string {
  const start = joinedEnds.exec(word)?.[1] ?? word;
  return foreignSplits.has(start) ? start : word;
}
